/// How the rows of one schema become rows of another, column by column.
struct SchemaMappingRow: Sendable {
    /// For each of the receiver's columns the sender's, and the rule; nothing of the sender's
    /// other columns arrives.
    private let columns: [(column: Int, rule: SchemaMappingRule)]
    /// Words of a row of the sender.
    let width: Int

    /// Rows that the server says and the client shows: whatever the client knows must be there.
    init(
        shown from: RowPlan, as to: RowPlan, in place: String, gaps: inout [SchemaMappingGap]
    ) {
        width = from.width
        var columns: [(column: Int, rule: SchemaMappingRule)] = []
        for field in to.fields {
            let fieldPlace = "\(place).\(field.name)"
            guard let column = from.column(of: field) else {
                gaps.append(.noField(fieldPlace))
                continue
            }
            let source = from.fields[column]
            if source.audience.reach < field.audience.reach { gaps.append(.hidden(fieldPlace)) }
            let rule = SchemaMappingRule(from: source, to: field, at: fieldPlace, gaps: &gaps)
            columns.append((column, rule))
        }
        self.columns = columns
    }

    /// Rows that the client says and the server takes: what the client does not know is idle, and
    /// what the server does not know is not said.
    init(said from: RowPlan, as to: RowPlan, in place: String, gaps: inout [SchemaMappingGap]) {
        width = from.width
        var columns: [(column: Int, rule: SchemaMappingRule)] = []
        for field in to.fields {
            guard let column = from.column(of: field) else {
                columns.append((0, SchemaMappingRule(idle: field)))
                continue
            }
            let rule = SchemaMappingRule(
                from: from.fields[column], to: field, at: "\(place).\(field.name)", gaps: &gaps)
            columns.append((column, rule))
        }
        self.columns = columns
    }

    /// Appends what the sender's row, which begins at `start`, is for the receiver.
    func append(_ row: borrowing [UInt32], from start: Int, to words: inout [UInt32]) {
        for (column, rule) in columns {
            if case .constant(let word) = rule {
                words.append(word)
            } else {
                words.append(rule.word(row[start + column]))
            }
        }
    }
}

extension RowPlan {
    /// The column of a field of another version: by its name, or by the earlier name of either.
    fileprivate func column(of field: FieldPlan) -> Int? {
        fields.firstIndex { $0.name == field.name }
            ?? fields.firstIndex { $0.was == field.name }
            ?? fields.firstIndex { $0.name == field.was }
    }
}

extension Audience {
    /// A greater one includes the smaller ones.
    fileprivate var reach: Int {
        switch self {
        case .server: 0
        case .owner: 1
        case .team: 2
        case .everyone: 3
        }
    }
}
