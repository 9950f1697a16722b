/// What a target may import.
enum ImportRules {
    /// The core knows no socket, clock, thread or Foundation: it imports only itself.
    static func foreignImports(_ file: ProjectFile, core: Set<String>) -> [Finding] {
        imports(in: file).filter { !core.contains($0.module) }.map { line, module in
            Finding(
                path: file.path, line: line,
                remedy: "the core imports only the core, not \(module); pass in as a value or an "
                    + "event what it gives, or move this file to a shell target")
        }
    }

    /// Libraries start fast and stay small without Foundation.
    static func foundationImports(_ file: ProjectFile) -> [Finding] {
        imports(in: file).filter { $0.module.hasPrefix("Foundation") }.map { line, _ in
            Finding(path: file.path, line: line, remedy: "use Glibc instead of Foundation")
        }
    }

    private static func imports(in file: ProjectFile) -> [(line: Int, module: String)] {
        let kinds = "struct|class|enum|protocol|typealias|func|let|var"
        return matches(#"^[^\n/]*\bimport +(?:(?:\#(kinds)) +)?(\w+)"#, in: file.code)
            .map { ($0.line, $0.groups[1]) }
    }
}
