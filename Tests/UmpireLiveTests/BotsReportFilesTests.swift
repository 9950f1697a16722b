import Foundation
import Testing
import UmpireReport
import UmpireScenario

@testable import Umpire

/// The files that `--report` writes, and `compare` reads.
@Suite("A report's folder") struct BotsReportFilesTests {
    private let folder = NSTemporaryDirectory() + "umpire-report-\(UUID().uuidString)"

    private func report() -> RunReport {
        RunRecorder(Scenario(), mode: .virtual, scenarioText: "").finish(Measures(), seconds: 1)
    }

    @Test("the folder is made, with three files that are read again") func files() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = try BotsReportFiles(folder: folder + "/a/b/")
        try files.write(report())
        let names = try Files.list(folder + "/a/b").map(\.name)
        #expect(names == ["junit.xml", "report.html", "report.json"])
        let path = folder + "/a/b/report.json"
        #expect(try RunReport(json: Files.read(path)) == report())
        #expect(try BotsComparison([path, path]).text.contains("bots"))
    }

    @Test("a folder that cannot be made is named before anything runs") func noFolder() {
        #expect {
            try BotsReportFiles(folder: "/dev/null/report")
        } throws: { "\($0)".contains("/dev/null") }
    }

    @Test("what is no report is named, with its fault") func noReport() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try BotsReportFiles(folder: folder)
        let path = folder + "/broken.json"
        try "{".write(toFile: path, atomically: true, encoding: .utf8)
        #expect {
            try BotsComparison([path, path])
        } throws: { "\($0)".hasPrefix(path + ": ") }
        #expect(throws: CommandFailure.self) { try BotsComparison([path]) }
    }
}
