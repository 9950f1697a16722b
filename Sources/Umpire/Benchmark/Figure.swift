/// A number with as many digits as mean something.
struct Figure: CustomStringConvertible {
    let description: String

    init(_ number: Double) {
        description =
            number < 10
            ? "\((number * 100).rounded() / 100)" : "\(Int(number.rounded()))"
    }
}
