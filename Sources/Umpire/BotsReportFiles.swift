import Glibc
import UmpireReport

/// The files of a report, in a folder.
struct BotsReportFiles {
    static let names = "report.json, report.html, junit.xml"

    let folder: String

    /// Makes the folder, and those that it is in, before anything runs: what cannot be written is
    /// better known at once.
    init(folder: String) throws(CommandFailure) {
        self.folder = folder
        var path = folder.hasPrefix("/") ? "/" : ""
        for part in folder.split(separator: "/") {
            path += path.isEmpty || path.hasSuffix("/") ? String(part) : "/\(part)"
            guard mkdir(path, 0o777) != 0, errno != EEXIST else { continue }
            throw BotsReportFiles.failure("make the folder", path)
        }
        guard Files.isFolder(folder), access(folder, W_OK | X_OK) == 0 else {
            throw CommandFailure("cannot write into \(folder); name a folder with --report")
        }
    }

    func write(_ report: RunReport) throws(CommandFailure) {
        try write(report.json(), to: "report.json")
        try write(report.html(), to: "report.html")
        try write(report.junit(), to: "junit.xml")
    }

    private func write(_ text: String, to name: String) throws(CommandFailure) {
        let path = "\(folder)/\(name)"
        guard let file = fopen(path, "we") else { throw BotsReportFiles.failure("write", path) }
        var text = text
        let isWhole = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
        guard fclose(file) == 0, isWhole else { throw BotsReportFiles.failure("write", path) }
    }

    private static func failure(_ doing: String, _ path: String) -> CommandFailure {
        CommandFailure("cannot \(doing) \(path): \(String(cString: strerror(errno)))")
    }
}
