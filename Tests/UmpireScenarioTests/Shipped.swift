import Foundation
import Testing
import UmpireScenario

/// The scenario files that come with the project.
enum Shipped {
    static let names = [
        "deploy", "everybody-returns", "hostile-crowd", "newcomers", "slow-readers", "smoke",
        "soak", "train-ride",
    ]

    static let top = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let folder = top.appending(path: "Simulations/Scenarios")

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name + ".yaml"), encoding: .utf8)
    }

    static func read(_ name: String) throws -> Scenario {
        try Scenario.read(yaml: text(name), file: "\(name).yaml")
    }
}

/// What reading this gives, when it should be right.
func scenario(_ yaml: String) throws -> Scenario {
    try Scenario.read(yaml: yaml, file: "test.yaml")
}

/// What reading this says, when it should be wrong.
func message(_ yaml: String, file: String = "a.yaml") -> String {
    do throws(ScenarioError) {
        _ = try Scenario.read(yaml: yaml, file: file)
        return "nothing is wrong"
    } catch {
        return error.description
    }
}
