/// One file of the project: its path from the top, and its text.
struct ProjectFile {
    let path: String
    let text: String
    /// For a Swift file, its code alone; otherwise the text.
    let code: String

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        code = path.hasSuffix(".swift") ? SwiftCode(text).text : text
    }

    var isSwift: Bool { path.hasSuffix(".swift") }

    /// Source text in any language; prose and pictures have no limits of columns.
    var isCode: Bool {
        let ends = [".swift", ".c", ".h", ".js", ".mjs", ".css", ".py"]
        return ends.contains(where: path.hasSuffix) || text.hasPrefix("#!")
    }

    /// The folder below `Sources` or `Tests` that it is in.
    var target: Substring {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? parts[1] : ""
    }

    func isBelow(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
}
