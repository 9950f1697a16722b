import Foundation

/// The project on disk, read once.
struct Project {
    static let here = Project()

    /// What using the project leaves at its top, and git ignores.
    static let leftByUse: Set<String> = ["Package.resolved", "recordings"]

    let files: [ProjectFile]
    let topLevel: [String]
    let folders: [String]
    let manifest: Manifest

    private init() {
        let top = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let disk = FileManager.default
        topLevel = ((try? disk.contentsOfDirectory(atPath: top.path)) ?? []).sorted()
        folders = ["Sources", "Tests"].flatMap { folder in
            ((try? disk.contentsOfDirectory(atPath: top.path + "/" + folder)) ?? [])
                .map { "\(folder)/\($0)" }
        }
        var paths = ["Package.swift", "README.md", ".ci/run"]
        for folder in ["Sources", "Tests", "Simulations"] {
            let walk = disk.enumerator(atPath: top.path + "/" + folder)
            while let path = walk?.nextObject() as? String { paths.append("\(folder)/\(path)") }
        }
        files = paths.sorted().compactMap { path in
            // What Python and the browser's pictures leave behind is no source.
            guard !path.contains("__pycache__"), !path.contains("/out/") else { return nil }
            let text = try? String(contentsOf: top.appending(path: path), encoding: .utf8)
            return text.map { ProjectFile(path, $0) }
        }
        manifest = Manifest(files.first { $0.path == "Package.swift" }?.text ?? "")
    }

    func text(of path: String) -> String? { files.first { $0.path == path }?.text }
}
