/// The four parts of a rotation, in numbers of some kind.
protocol RotationQuadruple {
    associatedtype Part: SignedNumeric
    /// The part with this number: x, y, z, w.
    subscript(number: Int) -> Part { get }
}

extension RotationQuadruple {
    /// The number of the part that is furthest from 0, among equals the first.
    @inline(__always)
    var largest: Int {
        var largest = 0
        for number in 1..<4 where self[number].magnitude > self[largest].magnitude {
            largest = number
        }
        return largest
    }
}
