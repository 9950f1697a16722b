import UmpireBasics

/// What a server's schema says, unchecked, and how it becomes a `SchemaDescription`; nil: it does
/// not say.
///
/// A client that was built with another version of the game needs the server's rows to decode its
/// frames; it has no type for them. Nothing here trusts the server: what is accepted can be
/// decoded, mapped and described without a trap.
public struct SchemaReading: Equatable, Sendable {
    /// What is said of one table.
    public struct Table: Equatable, Sendable {
        /// The table's name.
        public var name: String?
        /// The fields in order.
        public var fields: [SchemaReadingField]?

        /// A table with this name and these fields.
        public init(name: String?, fields: [SchemaReadingField]?) {
            self.name = name
            self.fields = fields
        }
    }

    /// The tables in order.
    public var tables: [Table]?
    /// The fields of the scalars.
    public var scalars: [SchemaReadingField]?
    /// The fields of an input.
    public var input: [SchemaReadingField]?
    /// The fields of a cue.
    public var cue: [SchemaReadingField]?

    /// A schema without anything.
    public init() {}

    /// The schema, checked; its JSON is written anew.
    public func description() throws(SchemaReadingFault) -> SchemaDescription {
        let rows = try rows()
        return SchemaDescription(world: rows.world, input: rows.input, cue: rows.cue)
    }

    /// The schema, checked, with the text from which it was read, so that its hash is the
    /// server's although the text may have members that this version does not know.
    package func description(json: String) throws(SchemaReadingFault) -> SchemaDescription {
        let rows = try rows()
        return SchemaDescription(
            world: rows.world, input: rows.input, cue: rows.cue, json: json)
    }

    private func rows() throws(SchemaReadingFault) -> (
        world: WorldShape, input: RowPlan, cue: RowPlan
    ) {
        let world = WorldShape(
            tables: try checkedTables(),
            scalars: try SchemaReading.row(scalars, "scalars", isForAll: true))
        return (
            world, try SchemaReading.row(input, "input", isForAll: true),
            try SchemaReading.row(cue, "cue", isForAll: true)
        )
    }

    private func checkedTables() throws(SchemaReadingFault) -> [WorldShape.Table] {
        guard let tables else { throw .badMember("tables", place: "schema") }
        guard tables.count <= Limits.schemaTables else {
            throw .tooManyTables(tables.count)
        }
        var names: Set<String> = []
        var checked: [WorldShape.Table] = []
        for (index, table) in tables.enumerated() {
            guard let name = table.name, SchemaReading.isName(name) else {
                throw .badName(place: "tables[\(index)]")
            }
            guard names.insert(name).inserted else { throw .duplicateName(place: name) }
            let plan = try SchemaReading.row(table.fields, name, isForAll: false)
            checked.append(WorldShape.Table(name: name, plan: plan))
        }
        return checked
    }

    /// The plan of a row; `isForAll`: none of its fields has an audience.
    private static func row(
        _ fields: [SchemaReadingField]?, _ place: String, isForAll: Bool
    ) throws(SchemaReadingFault) -> RowPlan {
        guard let fields else { throw .badMember("fields", place: place) }
        guard fields.count <= Limits.fieldsPerRow else {
            throw .tooManyFields(fields.count, place: place)
        }
        var names: Set<String> = []
        var checked: [Field<SchemaReading>] = []
        for (index, field) in fields.enumerated() {
            guard let name = field.name, isName(name) else {
                throw .badName(place: "\(place).fields[\(index)]")
            }
            let fieldPlace = "\(place).\(name)"
            guard names.insert(name).inserted else { throw .duplicateName(place: fieldPlace) }
            if let was = field.was {
                guard isName(was) else { throw .badName(place: fieldPlace) }
                guard names.insert(was).inserted else { throw .duplicateName(place: fieldPlace) }
            }
            guard !isForAll || field.audience == nil else {
                throw .badMember("audience", place: fieldPlace)
            }
            checked.append(Field(plan: try field.plan(at: fieldPlace)))
        }
        return RowPlan(checked, of: SchemaReading.self)
    }

    /// Whether a description can hold `name` as it is.
    static func isName(_ name: String) -> Bool {
        (1...Limits.schemaNameBytes).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }
    }
}

extension Field {
    /// A field that is nowhere in memory.
    fileprivate init(plan: FieldPlan) { self.plan = plan }
}
