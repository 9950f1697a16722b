/// Text in the format of Prometheus, version 0.0.4: each metric belongs to one game.
///
/// Names of tables and fields have no quotes and no backslashes, so that nothing is escaped.
struct MetricLines {
    enum Kind: String { case counter, gauge }

    private(set) var text = ""
    private let game: String

    init(game: String) { self.game = game }

    /// Adds a metric with one value.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        begin(name, kind, help)
        text += "\(name){game=\"\(game)\"} \(value)\n"
    }

    /// Says what the values are that follow.
    mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// Adds the value of a table's field.
    mutating func add(_ name: String, table: String, field: String, _ value: Double) {
        text += "\(name){game=\"\(game)\",table=\"\(table)\",field=\"\(field)\"} \(value)\n"
    }
}
