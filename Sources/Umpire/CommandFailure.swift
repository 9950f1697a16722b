/// Why a command could not do its work: one sentence with the remedy, printed after "Error:".
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
