/// That every file has a reason to be there, and every target a line in the documentation.
enum StructureRules {
    static let topLevel: Set<String> = [
        "Package.swift", "Sources", "Tests", "Simulations", "README.md",
    ]

    static func strayEntries(_ entries: [String], leftByUse: Set<String>) -> [Finding] {
        let known = topLevel.union(leftByUse)
        return entries.filter { !$0.hasPrefix(".") && !known.contains($0) }.map { entry in
            Finding(
                path: entry, line: nil,
                remedy: "does not belong at the top; put it where its target or part is")
        }
    }

    /// Folders with Swift files that no target holds.
    static func homelessFiles(_ files: [ProjectFile], _ manifest: Manifest) -> [Finding] {
        let homeless = files.filter { file in
            file.isSwift && file.path != "Package.swift"
                && !manifest.targets.contains { file.isBelow($0.folder) }
        }
        let folders = Set(homeless.map { $0.path.split(separator: "/").dropLast() })
        return folders.map { $0.joined(separator: "/") }.sorted().map { folder in
            Finding(
                path: folder, line: nil,
                remedy: "no target of Package.swift holds it; add the target or remove the files")
        }
    }

    /// Files of `Sources` that declare nothing public and nothing that another file names.
    static func unusedFiles(_ files: [ProjectFile]) -> [Finding] {
        let words = files.map { file in
            Set(file.code.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
        }
        var uses: [Substring: Int] = [:]
        for word in words.joined() { uses[word, default: 0] += 1 }
        return files.filter { $0.isSwift && $0.isBelow("Sources") }.filter { file in
            if !matches(#"\b(?:public|package|open|@main|@_exported)\b|@main"#, in: file.code)
                .isEmpty
            {
                return false
            }
            let declared = matches(
                #"\b(?:struct|class|enum|protocol|actor|typealias|func|var|let|case) +`?(\w+)"#,
                in: file.code)
            return !declared.contains { uses[Substring($0.groups[1]), default: 0] > 1 }
        }.map { file in
            Finding(
                path: file.path, line: nil,
                remedy: "no other file names what it declares; use it or remove it")
        }
    }

    /// Targets without a row in the module map: a line of a table that begins with their name.
    static func unmappedTargets(_ map: String, path: String, _ names: [String]) -> [Finding] {
        names.filter { name in
            matches(#"^\|[^|\n]*`\#(name)`[^|\n]*\|[^|\n]*\w"#, in: map).isEmpty
        }.map { name in
            Finding(
                path: path, line: nil,
                remedy: "the module map has no row for `\(name)`; add one line on what it does")
        }
    }

    /// Rows of the map for targets that are gone.
    static func ghostRows(_ map: String, path: String, _ manifest: Manifest) -> [Finding] {
        let names = Set(manifest.targets.map(\.name))
        return matches(#"^\| *`(\w[\w-]*)`[^|\n]*\|"#, in: map).filter { match in
            !names.contains(match.groups[1])
        }.map { match in
            Finding(
                path: path, line: match.line,
                remedy: "`\(match.groups[1])` is no target of Package.swift; take its row out")
        }
    }
}
