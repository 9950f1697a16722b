/// The four parts of a rotation in whole numbers, of which `one` is a length of 1.
///
/// All products of two, times what is expected of them, stay below 2^53: Swift, JavaScript and
/// Python agree to the bit.
struct RotationVector: RotationQuadruple, BitwiseCopyable, Equatable {
    var x: Int
    var y: Int
    var z: Int
    var w: Int

    static let one = 1 << 20
    /// `one` times the root of a half, rounded: the greatest of the three parts that are sent.
    static let rootOfHalf = 741_455

    init(x: Int, y: Int, z: Int, w: Int) {
        self.x = x
        self.y = y
        self.z = z
        self.w = w
    }

    /// The rotation of a word; the largest part is what is left of the length, 0 if nothing is.
    @inline(__always)
    init(_ word: UInt32, _ coding: RotationCoding) {
        let limit = coding.limit
        // Half a step, in 1,024ths: one division for three parts.
        let scale = (RotationVector.rootOfHalf << 10) / limit
        let (first, second, third) = (
            (2 * coding.part(0, of: word) - limit) * scale / 1_024,
            (2 * coding.part(1, of: word) - limit) * scale / 1_024,
            (2 * coding.part(2, of: word) - limit) * scale / 1_024
        )
        let rest =
            RotationVector.one * RotationVector.one
            - (first * first + second * second + third * third)
        // A root of so small a number is exact enough to be rounded down.
        let left = rest > 0 ? Int(Double(rest).squareRoot()) : 0
        switch coding.largest(of: word) {
        case 0: self.init(x: left, y: first, z: second, w: third)
        case 1: self.init(x: first, y: left, z: second, w: third)
        case 2: self.init(x: first, y: second, z: left, w: third)
        default: self.init(x: first, y: second, z: third, w: left)
        }
    }

    /// The part with this number: x, y, z, w.
    subscript(number: Int) -> Int {
        @inline(__always) get {
            switch number {
            case 0: x
            case 1: y
            case 2: z
            default: w
            }
        }
    }

    /// How alike two rotations are: the cosine of half the angle between them.
    @inline(__always)
    func dot(_ other: RotationVector) -> Int {
        (x * other.x + y * other.y + z * other.z + w * other.w) / RotationVector.one
    }

    /// By how much the greatest part is greater than the next.
    var lead: Int {
        let largest = largest
        var next: UInt = 0
        for number in 0..<4 where number != largest { next = max(next, self[number].magnitude) }
        return Int(self[largest].magnitude - next)
    }

    /// The three parts other than `largest`, as the numbers that are sent: in 0…`limit`.
    @inline(__always)
    func sent(without largest: Int, _ limit: Int) -> RotationNumbers {
        let isTurned = self[largest] < 0
        func number(_ part: Int) -> Int {
            let half = RotationVector.rootOfHalf
            let above = limit * ((isTurned ? -part : part) + half) + half
            return above <= 0 ? 0 : min(above / (2 * half), limit)
        }
        return switch largest {
        case 0: RotationNumbers(number(y), number(z), number(w))
        case 1: RotationNumbers(number(x), number(z), number(w))
        case 2: RotationNumbers(number(x), number(y), number(w))
        default: RotationNumbers(number(x), number(y), number(z))
        }
    }
}
