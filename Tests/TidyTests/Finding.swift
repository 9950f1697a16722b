/// Something that breaks a house rule, where it is, and what to do.
struct Finding: CustomStringConvertible, Equatable {
    let path: String
    /// From 1; nil when the file as a whole is meant.
    let line: Int?
    let remedy: String

    var description: String {
        line.map { "\(path):\($0): \(remedy)" } ?? "\(path): \(remedy)"
    }
}
