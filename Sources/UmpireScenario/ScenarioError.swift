/// What is wrong with a scenario file: one line for each fault, in the order of the file.
public struct ScenarioError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, as whoever reads it calls it.
    public let file: String
    /// All that was found; never empty.
    public let faults: [ScenarioFault]

    init(_ file: String, _ faults: [ScenarioFault]) {
        self.file = file
        self.faults = faults.sorted { $0.place < $1.place }
    }

    /// `file:line:column: what is wrong; remedy`, a line for each fault.
    public var description: String {
        faults.map { "\(file):\($0.place): \($0.message)" }.joined(separator: "\n")
    }
}
