import UmpireBasics

/// The text of schemas that a server could send, from a seed; written without the project's code.
struct SchemaWriting {
    var random: GameRandom

    init(seed: UInt64) { random = GameRandom(seed: seed) }

    mutating func schema() -> String {
        let tables = (0..<random.int(in: 0...3)).map { index in
            "{\"name\":\"table\(index)\",\(fields(hasAudiences: true))}"
        }
        let rows = ["scalars", "input", "cue"].map {
            ",\"\($0)\":{\(fields(hasAudiences: false))}"
        }
        return "{\"tables\":[\(tables.joined(separator: ","))]\(rows.joined())}"
    }

    private mutating func fields(hasAudiences: Bool) -> String {
        let fields = (0..<random.int(in: 0...6)).map { index in
            let audience =
                switch hasAudiences ? random.int(in: 0...3) : 0 {
                case 1: ",\"audience\":\"owner\""
                case 2: ",\"audience\":\"team\""
                default: ""
                }
            return "{\"name\":\"field é \(index)\",\(kind())\(audience)}"
        }
        return "\"fields\":[\(fields.joined(separator: ","))]"
    }

    private mutating func kind() -> String {
        let bits = random.int(in: 1...32)
        let limit = bits == 32 ? Int(UInt32.max) : (1 << bits) - 1
        let hint = random.chance(0.5) ? ",\"hint\":\"interpolated\"" : ""
        switch random.int(in: 0...6) {
        case 0: return "\"bits\":1,\"kind\":\"bool\"\(hint)"
        case 1:
            let least = random.pick([0, -7, Int.min, Int.max - limit]) ?? 0
            return "\"bits\":\(bits),\"kind\":\"int\",\"min\":\(least),\"limit\":\(limit)\(hint)"
        case 2:
            let steps = limit >> (bits == 32 ? 1 : 0)
            let numbers = random.pick(["-0.3,\"step\":0.1", "1e-05,\"step\":1e+16"]) ?? ""
            return "\"bits\":\(min(bits, 31)),\"kind\":\"float\",\"min\":\(numbers),"
                + "\"limit\":\(steps)\(hint)"
        case 3:
            return "\"bits\":4,\"kind\":\"float\",\"min\":0.0,\"step\":0.0625,\"limit\":15,"
                + "\"hint\":\"angle\""
        case 4: return "\"bits\":32,\"kind\":\"float32\"\(hint)"
        case 5: return "\"bits\":29,\"kind\":\"rotation\"\(hint)"
        default: return "\"bits\":2,\"kind\":\"enum\",\"cases\":[\"oak\",\"ash\",\"elm\"]"
        }
    }
}
