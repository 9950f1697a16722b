import UmpireBasics

/// A game's schema as clients receive it: what the codec knows, as JSON, and its hash.
public struct SchemaDescription: Sendable {
    /// The tables and scalars.
    public let world: WorldShape
    /// How worlds are written, before any training.
    public let codec: SnapshotCodec
    /// The row of an input.
    public let input: RowPlan
    /// The row of a cue.
    public let cue: RowPlan
    /// The JSON object of the article *Protocol*, without spaces.
    public let json: String
    /// A hash of the JSON, as 16 hexadecimal digits.
    public let hash: String

    /// Describes these rows.
    public init(world: WorldShape, input: RowPlan, cue: RowPlan) {
        let tables = world.tables.map {
            "{\"name\":\"\(SchemaDescription.plain($0.name))\","
                + "\(SchemaDescription.fields(of: $0.plan))}"
        }
        let json =
            "{\"tables\":[\(tables.joined(separator: ","))],"
            + "\"scalars\":{\(SchemaDescription.fields(of: world.scalars))},"
            + "\"input\":{\(SchemaDescription.fields(of: input))},"
            + "\"cue\":{\(SchemaDescription.fields(of: cue))}}"
        self.init(world: world, input: input, cue: cue, json: json)
    }

    /// Names come from the game's source; none needs escaping in JSON.
    private static func plain(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
        require(isPlain, "the name \(name.debugDescription) has no quotes or control characters")
        return name
    }

    private static func fields(of plan: RowPlan) -> String {
        let names = plan.fields.flatMap { [$0.name] + ($0.was.map { [$0] } ?? []) }
        require(
            Set(names).count == names.count,
            "the names of a row's fields, `was:` included, are different")
        return "\"fields\":[\(plan.fields.map(describe).joined(separator: ","))]"
    }

    private static func describe(_ field: FieldPlan) -> String {
        let coding = field.coding
        var members = ["\"name\":\"\(plain(field.name))\""]
        if let was = field.was { members.append("\"was\":\"\(plain(was))\"") }
        members.append("\"bits\":\(field.bits)")
        switch coding.kind {
        case .bool:
            members.append("\"kind\":\"bool\"")
        case .integer:
            members.append(
                "\"kind\":\"int\",\"min\":\(coding.minimum),\"limit\":\(coding.limit)")
        case .quantised, .angle:
            members.append("\"kind\":\"float\",\"min\":\(coding.floor),\"step\":\(coding.step)")
            members.append("\"limit\":\(coding.limit)")
        case .float32:
            members.append("\"kind\":\"float32\"")
        case .rotation:
            members.append("\"kind\":\"rotation\"")
        case .enumeration:
            let cases = field.cases.map { "\"\(plain($0))\"" }.joined(separator: ",")
            members.append("\"kind\":\"enum\",\"cases\":[\(cases)]")
        }
        if field.hint != .none { members.append("\"hint\":\"\(field.hint)\"") }
        if field.audience != .everyone { members.append("\"audience\":\"\(field.audience)\"") }
        return "{\(members.joined(separator: ","))}"
    }
}
