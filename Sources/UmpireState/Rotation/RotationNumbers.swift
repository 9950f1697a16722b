/// The three parts of a rotation that are sent.
struct RotationNumbers: BitwiseCopyable, Equatable {
    var first: Int
    var second: Int
    var third: Int

    @inline(__always)
    init(_ first: Int, _ second: Int, _ third: Int) {
        self.first = first
        self.second = second
        self.third = third
    }

    /// By place, 0…2.
    subscript(place: Int) -> Int {
        @inline(__always) get { place == 0 ? first : place == 1 ? second : third }
        @inline(__always) set {
            switch place {
            case 0: first = newValue
            case 1: second = newValue
            default: third = newValue
            }
        }
    }

    /// How far each number is from another, together.
    func distance(to other: RotationNumbers) -> Int {
        abs(first - other.first) + abs(second - other.second) + abs(third - other.third)
    }
}
