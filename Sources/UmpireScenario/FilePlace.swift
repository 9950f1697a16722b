/// A place in a text file; both numbers count from 1.
public struct FilePlace: Equatable, Comparable, Sendable, CustomStringConvertible {
    /// The line.
    public let line: Int
    /// The column, in Unicode scalars.
    public let column: Int

    /// The place at `column` of `line`.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The beginning of a file.
    static let start = FilePlace(line: 1, column: 1)

    /// `line:column`.
    public var description: String { "\(line):\(column)" }

    /// Earlier places are less.
    public static func < (left: FilePlace, right: FilePlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
