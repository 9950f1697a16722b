import UmpireBasics

extension SchemaDescription {
    /// Describes these rows with the text that a server sent of them, which may say more.
    init(world: WorldShape, input: RowPlan, cue: RowPlan, json: String) {
        self.world = world
        codec = SnapshotCodec(world)
        self.input = input
        self.cue = cue
        self.json = json
        hash = SchemaDescription.hash(of: json)
    }

    /// The hash of a schema with this text, as 16 hexadecimal digits.
    static func hash(of json: String) -> String {
        var hasher = StateHasher()
        for byte in json.utf8 { hasher.combine(UInt64(byte)) }
        let digits = String(hasher.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
