import Foundation
import Testing
import UmpireScenario

import struct UmpireScenario.Expectation

@Suite("The article about scenarios") struct ArticleTests {
    let article: String
    let rows: [Substring]

    init() throws {
        let file = Shipped.top.appending(path: "Sources/Umpire/Umpire.docc/Scenarios.md")
        article = try String(contentsOf: file, encoding: .utf8)
        rows = article.split(separator: "\n").filter { $0.hasPrefix("| `") }
    }

    @Test("has a row for every metric, with its unit") func metrics() {
        for metric in Metric.allCases {
            let unit: String =
                switch metric.kind {
                case .time: "time"
                case .bytes: "bytes"
                case .ticks: "ticks"
                case .counter: metric.unit == .bytes ? "counter, bytes" : "counter"
                }
            #expect(
                rows.contains { $0.hasPrefix("| `\(metric.name)` | \(unit) |") },
                "Scenarios.md has no row that begins with | `\(metric.name)` | \(unit) |")
        }
    }

    @Test("has a row for every key") func keys() {
        for key in ScenarioKeys.all {
            #expect(
                rows.contains { $0.hasPrefix("| `\(key)`") }, "Scenarios.md has no row for `\(key)`"
            )
        }
    }

    @Test("names every default expectation and every shipped file") func names() {
        for expectation in Expectation.defaults {
            #expect(article.contains("`\(expectation.text)`"))
        }
        for name in Shipped.names { #expect(article.contains("`\(name).yaml`")) }
    }

    @Test("shows only files that can be read") func examples() throws {
        let parts = article.components(separatedBy: "```yaml\n").dropFirst()
        #expect(parts.count >= 2)
        for part in parts {
            let yaml = try #require(part.components(separatedBy: "```").first)
            #expect(throws: Never.self) { try scenario(yaml) }
        }
    }
}
