import Testing
import UmpireBasics
import UmpireScenario

@Suite("Scenario files of any kind") struct MutationTests {
    @Test("no mutation of a shipped file stops the process", arguments: Shipped.names)
    func mutations(name: String) throws {
        let seed = name.utf8.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
        print("seed \(seed) for \(name)")
        let original = Array(try Shipped.text(name).unicodeScalars)
        var random = GameRandom(seed: seed)
        var outcomes: [Bool: Int] = [:]
        for _ in 0..<600 {
            let text = mutated(original, by: &random)
            outcomes[try isRight(text), default: 0] += 1
        }
        #expect((outcomes[false] ?? 0) > 100 && (outcomes[true] ?? 0) > 20, "\(outcomes)")
    }

    @Test("no soup of YAML's own signs stops the process") func soup() throws {
        let seed: UInt64 = 20_261_121
        print("seed \(seed)")
        let pieces = [
            "for", "arrivals", "expect", "networks", "chaos", ": ", ":", "- ", "\n", "\n  ", "[",
            "]", "{", "}", ", ", "? ", "!!str ", "\"", "'", "#", "|\n", ">\n", "%", "5s", "80 %",
            "..", "&a ", "*a", "1", "\t", "---\n", "...\n", "\u{FEFF}", "\u{85}", "\u{2028}",
            "\\u0000",
            "\\ud800", "😀", "<", "==",
        ]
        var random = GameRandom(seed: seed)
        var wrong = 0
        for _ in 0..<4_000 {
            var text = ""
            for _ in 0..<random.int(in: 1...40) { text += random.pick(pieces) ?? "" }
            wrong += try isRight(text) ? 0 : 1
        }
        #expect(wrong > 3_900)
    }

    @Test(
        "a bomb of aliases is refused before it is read",
        arguments: [
            "*l29: x", "? *l29\n: x", "? [*l29]\n: x", "{*l29: x}", "[{ ? *l29}]",
            "a: \"# ' \" # ' \n*l29: x",
            "# it's\r\r\n-\t*l29",
        ])
    func bomb(end: String) {
        var text = "l0: &l0 [x, x]\n"
        for level in 1..<30 {
            let alias = "*l\(level - 1)"
            text += "l\(level): &l\(level) [\(alias), \(alias), \(alias)]\n"
        }
        #expect(message(text + end).contains("anchors and aliases"))
        #expect(message(end).contains("anchors and aliases"))
    }

    @Test(
        "signs that only look like aliases are text",
        arguments: [
            "about: this & that", "about: a *bold* word", "about: 5 * 3",
            "# a note: *here*\nfor: 3s",
            "about: R&D", "about: \"say *this* twice\"",
        ])
    func noAlias(yaml: String) throws {
        #expect(try scenario(yaml).name == "test")
    }

    /// Whether it can be read; if not, each line of what is said must begin with a place.
    private func isRight(_ text: String) throws -> Bool {
        do throws(ScenarioError) {
            let scenario = try Scenario.read(yaml: text, file: "f")
            #expect(scenario.arrivalTimes().count <= ScenarioLimits.arrivals)
            return true
        } catch {
            for line in error.description.split(separator: "\n") {
                #expect(hasPlace(line), "\(line)")
            }
            #expect(!error.faults.isEmpty)
            return false
        }
    }

    /// Whether it begins with `f:LINE:COLUMN: `, and something follows.
    private func hasPlace(_ line: Substring) -> Bool {
        let parts = line.split(separator: ":", maxSplits: 3)
        guard parts.count == 4, parts[0] == "f", parts[3].count > 5 else { return false }
        return parts[1...2].allSatisfy { Int($0).map { $0 > 0 } ?? false }
    }

    private func mutated(
        _ original: [Unicode.Scalar], by random: inout GameRandom
    ) -> String {
        var scalars = original
        let signs = Array(":-[]{}#&*!|>'\"%@`,?. \n\t0915smx\u{0}\u{7F}\u{FEFF}é😀".unicodeScalars)
        for _ in 0..<random.int(in: 1...3) {
            guard scalars.count > 2 else { break }
            let place = random.int(in: 0...(scalars.count - 1))
            let end = min(scalars.count, place + random.int(in: 1...30))
            switch random.int(in: 0...5) {
            case 0: scalars.remove(at: place)
            case 1: scalars[place] = random.pick(signs) ?? "x"
            case 2: scalars.insert(random.pick(signs) ?? "x", at: place)
            case 3: scalars.removeSubrange(place..<end)
            case 4:
                let piece = Array(scalars[place..<end])
                scalars.insert(contentsOf: piece, at: random.int(in: 0...(scalars.count - 1)))
            default:
                let digit = Unicode.Scalar(UInt8(ascii: "0") + UInt8(random.int(in: 0...9)))
                let digits = scalars.indices.filter { ("0"..."9").contains(scalars[$0]) }
                if let place = random.pick(digits) { scalars[place] = digit }
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
