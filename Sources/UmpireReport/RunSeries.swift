/// What a run was like, second by second.
public struct RunSeries: Equatable, Sendable {
    /// A number for each second.
    public enum Column: String, CaseIterable, Sendable {
        /// Bots connected or trying to, at the end of the second.
        case present
        /// Bots with a seat at the end of the second.
        case seated
        /// Snapshots taken in the second, and so on.
        case snapshots
        case inputs
        case bytesUp = "bytes.up"
        case bytesDown = "bytes.down"
        case returns
        case drops
        case closes
        /// Microseconds; nothing in a second without a value.
        case gapP50 = "snapshot.gap.p50"
        case gapP99 = "snapshot.gap.p99"
        case effectP50 = "input.to.effect.p50"
        case effectP99 = "input.to.effect.p99"
        case latenessP99 = "generator.lateness.p99"
    }

    private var columns = [[Int?]](repeating: [], count: Column.allCases.count)

    /// No second.
    public init() {}

    /// How many seconds there are.
    public var count: Int { columns.first?.count ?? 0 }

    /// The numbers of all seconds; nil where there was nothing to measure.
    public subscript(column: Column) -> [Int?] {
        get { columns[column.place] }
        set { columns[column.place] = newValue }
    }

    /// The numbers of the last second.
    public func last(_ column: Column) -> Int? { self[column].last ?? nil }

    mutating func append(_ value: Int?, to column: Column) { columns[column.place].append(value) }
}

extension RunSeries.Column {
    fileprivate var place: Int {
        switch self {
        case .present: 0
        case .seated: 1
        case .snapshots: 2
        case .inputs: 3
        case .bytesUp: 4
        case .bytesDown: 5
        case .returns: 6
        case .drops: 7
        case .closes: 8
        case .gapP50: 9
        case .gapP99: 10
        case .effectP50: 11
        case .effectP99: 12
        case .latenessP99: 13
        }
    }
}
