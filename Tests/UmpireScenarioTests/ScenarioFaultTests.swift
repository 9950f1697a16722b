import Testing
import UmpireScenario

@Suite("Faults of scenario files") struct ScenarioFaultTests {
    /// What is read, and what is said; `a.yaml:` stands before each line.
    static let faults: [(yaml: String, message: String)] = [
        // Files
        ("", "1:1: the file is empty; the least scenario is `for: 30s`"),
        ("# only a comment", "1:1: the file is empty; the least scenario is `for: 30s`"),
        ("---\n...\n", "1:1: the file is empty; the least scenario is `for: 30s`"),
        ("just text", "1:1: the file must be a map with keys like for: 30s"),
        ("- for: 30s", "1:1: the file must be a map with keys like for: 30s"),
        (
            String(repeating: "#", count: 256 * 1_024 + 1),
            "1:1: the file is larger than 256 KiB; a scenario takes a few lines"
        ),
        (
            "for: 3s\nname: a: b",
            "2:8: this is no YAML: mapping values are not allowed in this context; quote a text "
                + "that contains \": \", and indent keys of one map alike"
        ),
        (
            "for: 3s\narrivals:\n\t- {bots: 3}",
            "3:1: this is no YAML: found character that cannot start any token; "
                + "indent with spaces, and quote a text that begins with % @ or `"
        ),
        (
            "networks: {a: {rtt: 3ms}\nfor: 3s",
            "2:1: this is no YAML: did not find expected ',' or '}'; "
                + "close the bracket, or put a comma between"
        ),
        (
            "for: 3s\n---\nfor: 4s",
            "2:1: this is no YAML: but found another document; "
                + "keep one document, without a second ---"
        ),
        (
            "name: \"a\u{1}\"",
            "1:9: this is no YAML: control characters are not allowed; "
                + "take the character out"
        ),
        ("seed: 1\nfor: 3s\nseed: 2", "1:1: the key \"seed\" is given twice; keep one"),
        ("? [for]\n: 3s", "1:3: a key must be text, not a list"),
        (
            "name: &a x\nabout: *a",
            "1:7: anchors and aliases (& and *) are not taken; "
                + "write the value out, or quote the text"
        ),
        // Keys
        (
            "bots: 16",
            "1:1: unknown key \"bots\"; use one of name, about, seed, for, arrivals, most, match, "
                + "stay, rejoin, brains, networks, chaos, expect, server"
        ),
        ("arival: 3", "1:1: unknown key \"arival\"; did you mean \"arrivals\"?"),
        (
            "server: {threads: 3}",
            "1:10: unknown key \"threads\"; use one of loops, bots"
        ),
        (
            "networks:\n  a: {ratt: 3ms}",
            "2:7: unknown key \"ratt\"; did you mean \"rtt\"?"
        ),
        (
            "sede: 1\nfor: 3\nmost: 0",
            "1:1: unknown key \"sede\"; did you mean \"seed\"?\n"
                + "a.yaml:2:6: \"for\" must be a time like 250ms, 30s or 5m, not \"3\"\n"
                + "a.yaml:3:7: \"most\" must be a whole number from 1 to 100000, not \"0\""
        ),
        // Texts and numbers
        ("name: [a]", "1:7: \"name\" must be text, not a list"),
        (
            "name: " + String(repeating: "e\u{301}", count: 51),
            "1:7: \"name\" must have 1 to 100 "
                + "characters, not 102"
        ),
        ("name: ''", "1:7: \"name\" must have 1 to 100 characters, not 0"),
        (
            "about: \"a\\nb\"",
            "1:8: \"about\" must be one line without control characters"
        ),
        (
            "seed: -1",
            "1:7: \"seed\" must be a whole number from 0 to 18446744073709551615, not \"-1\""
        ),
        ("most: 1.5", "1:7: \"most\" must be a whole number from 1 to 100000, not \"1.5\""),
        ("most:", "1:6: \"most\" must be a whole number from 1 to 100000, not nothing"),
        ("for: nan", "1:6: \"for\" must be a time like 250ms, 30s or 5m, not \"nan\""),
        ("for: .inf", "1:6: \"for\" must be a time like 250ms, 30s or 5m, not \".inf\""),
        ("for: 1e9s", "1:6: \"for\" must be a time like 250ms, 30s or 5m, not \"1e9s\""),
        ("for: 0.5s", "1:6: \"for\" must be from 1s to 24h, not \"0.5s\""),
        ("for: 25h", "1:6: \"for\" must be from 1s to 24h, not \"25h\""),
        ("for: -5s", "1:6: \"for\" must be from 1s to 24h, not \"-5s\""),
        ("for: {a: 1}", "1:6: \"for\" must be a time like 250ms, 30s or 5m, not a map"),
        ("rejoin: 0.5", "1:9: \"rejoin\" must be from 0 % to 100 %, not \"0.5\""),
        ("rejoin: 101 %", "1:9: \"rejoin\" must be from 0 % to 100 %, not \"101 %\""),
        // Arrivals
        (
            "arrivals: 5",
            "1:11: \"arrivals\" must be a map with at, from, to, bots, rate, not \"5\""
        ),
        ("arrivals: []", "1:11: \"arrivals\" must have 1 to 1000 items, not 0"),
        (
            "arrivals: {at: 3s}",
            "1:11: \"arrivals\" needs \"rate\"; for example rate: 5/s, or bots: 8"
        ),
        (
            "arrivals: {rate: 5/s}",
            "1:11: \"rate\" needs \"to\"; for example {from: 0s, to: 10s, rate: 5/s}"
        ),
        (
            "arrivals: {bots: 5, to: 9s, rate: 5/s}",
            "1:29: \"rate\" and \"bots\" do not go together; keep one"
        ),
        (
            "arrivals: {at: 5s, to: 9s, bots: 5}",
            "1:20: \"at\" and \"to\" do not go together; keep one"
        ),
        (
            "arrivals: {from: 5s, to: 5s, bots: 5}",
            "1:26: \"to\" must be later than \"from\"; write {at: 5s, bots: …} "
                + "when all come at once"
        ),
        (
            "arrivals: {to: 5s, rate: [1, 2, 3]}",
            "1:26: \"rate\" must be one rate, or [first, last], not 3 of them"
        ),
        (
            "arrivals: {to: 5s, rate: 5/d}",
            "1:26: \"rate\" must be a rate like 5/s or 30/m, not \"5/d\""
        ),
        (
            "arrivals: {to: 5s, rate: 100001}",
            "1:26: \"rate\" must be from 0/s to 100000/s, not \"100001\""
        ),
        (
            "arrivals: {bots: 1000001}",
            "1:18: \"bots\" must be a whole number from 1 to 1000000, not \"1000001\""
        ),
        (
            "arrivals: [{bots: 999999}, {to: 2s, rate: 1/s}]",
            "1:28: more than 1000000 bots come; let fewer come"
        ),
        ("arrivals: {to: 5s, rate: 0/s}", "1:11: nobody comes; raise \"rate\""),
        (
            "for: 10s\narrivals: {to: 11s, bots: 5}",
            "2:11: these bots come until 11s, after the end at 10s; make \"for\" longer"
        ),
        // The crowd
        ("match: quik", "1:8: \"match\" knows no \"quik\"; did you mean \"quick\"?"),
        (
            "match: {room: A, rooms: 3}",
            "1:15: \"room\" and \"rooms\" do not go together; keep one"
        ),
        ("match: {}", "1:8: \"match\" needs \"room\"; for example {room: ABCDE} or {rooms: 8}"),
        ("match: {room: A-B}", "1:15: \"room\" must be letters and digits, not \"A-B\""),
        ("stay: 50ms", "1:7: \"stay\" must be at least 100ms on average; make it longer"),
        ("stay: 2h", "1:7: \"stay\" must be from 0s to 1h, not \"2h\""),
        ("stay: 9s..3s", "1:7: \"stay\" runs backwards; write the shorter time first"),
        (
            "stay: {gauss: 3s}",
            "1:8: unknown key \"gauss\"; "
                + "use one of normal, exponential, pareto"
        ),
        (
            "stay: {exponential: 3s, pareto: {least: 1s, mean: 2s}}",
            "1:7: \"stay\" must have one distribution; keep one"
        ),
        (
            "stay: {normal: {mean: 3s}}",
            "1:16: \"normal\" needs \"deviation\"; "
                + "for example deviation: 20ms"
        ),
        (
            "stay: {pareto: {least: 3s, mean: 2s}}",
            "1:16: \"mean\" must be at least \"least\""
        ),
        ("rejoin: 5 %", "1:1: \"rejoin\" needs \"stay\": who never leaves does not come again"),
        (
            "brains: clever",
            "1:9: \"brains\" knows no \"clever\"; "
                + "use one of default, idle, monkey, hostile"
        ),
        ("brains: {idel: 3}", "1:10: unknown key \"idel\"; did you mean \"idle\"?"),
        (
            "brains: {recorded: {share: 3}}",
            "1:20: \"recorded\" needs \"path\"; for example path: match.umpr"
        ),
        (
            "brains: {idle: many}",
            "1:16: \"share\" must be a number like 3 or a percentage like 30 %, not \"many\""
        ),
        ("brains: {idle: 0}", "1:9: all shares of \"brains\" are 0; raise one"),
        (
            "brains: {idle: 50 %, monkey: 5}",
            "1:9: \"brains\" mixes shares with % and without; write all alike"
        ),
        (
            "brains: {idle: 50 %, monkey: 40 %}",
            "1:9: the shares of \"brains\" make 90 %; they must make 100 %"
        ),
        ("server: {loops: 65}", "1:17: \"loops\" must be a whole number from 1 to 64, not \"65\""),
        // Networks
        (
            "networks: {a: 3ms}",
            "1:15: \"a\" must be a map with share, rtt, jitter, bandwidth, "
                + "stalls, flaps, reading, not \"3ms\""
        ),
        ("networks: {a: {rtt: 11s}}", "1:21: \"rtt\" must be from 0s to 10s, not \"11s\""),
        (
            "networks: {a: {reading: 5}}",
            "1:25: \"reading\" must be a bandwidth like 64 kbit/s or 2 Mbit/s, not \"5\""
        ),
        (
            "networks: {a: {bandwidth: 11 Gbit/s}}",
            "1:27: \"bandwidth\" must be from 1 kbit/s to 10 Gbit/s, not \"11 Gbit/s\""
        ),
        (
            "networks: {a: {stalls: {every: 1s}}}",
            "1:24: \"stalls\" needs \"length\"; for example length: 0.2s..2s"
        ),
        (
            "networks: {a: {flaps: {every: 0.5s, by: fin}}}",
            "1:31: \"every\" must be from 1s to 1h, not \"0.5s\""
        ),
        (
            "networks: {a: {flaps: {every: 5s, by: [fin, blackhole]}}}",
            "1:45: \"by\" knows no \"blackhole\"; did you mean \"black hole\"?"
        ),
        // Chaos
        (
            "chaos: [drain]",
            "1:8: \"chaos\" must be a map like {20s: drain}, not a list"
        ),
        (
            "chaos: {soon: drain}",
            "1:9: \"chaos\" must be a time like 250ms, 30s or 5m, not \"soon\""
        ),
        (
            "chaos: {2s: explode}",
            "1:13: chaos knows no \"explode\"; write drain, kill, pause 300ms, clock jump 5s "
                + "or cut 100 % by reset"
        ),
        ("chaos: {2s: pause 61s}", "1:13: \"pause\" must be from 1ms to 60s, not \"61s\""),
        ("chaos: {2s: cut half}", "1:13: \"cut\" must be from 0 % to 100 %, not \"half\""),
        (
            "chaos: {2s: cut 5 % with reset}",
            "1:13: \"cut\" must be like cut 50 % by reset, not \"cut 5 % with reset\""
        ),
        (
            "chaos: {2s: cut 5 % by resett}",
            "1:13: \"cut\" knows no \"resett\"; "
                + "did you mean \"reset\"?"
        ),
        (
            "for: 90s\nchaos: {89s: kill, 901s: kill}",
            "2:20: 901s is after the end at 90s; make \"for\" longer"
        ),
        (
            "for: 5s\nchaos: {6s: kill}",
            "2:9: 6s is after the end at 5s; make \"for\" longer"
        ),
        // Expectations
        (
            "expect:\n  - mismatchs == 0",
            "2:5: no metric is called \"mismatchs\"; did you mean \"mismatches\"?"
        ),
        (
            "expect: [{a: b}]",
            "1:10: \"expect\" must be a list of texts like mismatches == 0, "
                + "not a map"
        ),
    ]

    @Test("each says where it is, what is wrong and what to do", arguments: faults.indices)
    func text(index: Int) {
        let (yaml, expected) = ScenarioFaultTests.faults[index]
        #expect(message(yaml) == "a.yaml:" + expected, "\(yaml.prefix(200))")
    }

    @Test("no more than twenty are reported together") func many() {
        let yaml = (0..<50).map { "key\($0): 1" }.joined(separator: "\n")
        #expect(message(yaml).split(separator: "\n").count == 20)
    }

    @Test("nesting of any depth is refused") func depth() {
        for depth in [17, 900, 1_100, 20_000] {
            for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
                let text =
                    (open == "- " ? "" : "for: ") + String(repeating: open, count: depth)
                    + "x" + String(repeating: close, count: depth)
                #expect(message(text).contains("nested deeper") || depth == 17, "\(message(text))")
                #expect(message(text) != "nothing is wrong")
            }
        }
    }

    @Test("a file with too many values is refused") func breadth() {
        let yaml = "expect: [" + String(repeating: "a,", count: 30_000) + "]"
        #expect(message(yaml).hasSuffix("more than 20000 values; a scenario takes a few lines"))
    }
}
