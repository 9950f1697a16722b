import Testing

/// That the rules about files and targets find what they are for.
@Suite("Each rule of structure can fail") struct StructureRuleTests {
    let manifest = Manifest(
        """
        func core(_ name: String) -> Target { .target(name: name) }
            name: "umpire",
            .library(name: "Lib", targets: ["B"]),
                core("A"),
                shell(
                    "B", "A"),
                .systemLibrary(name: "C", pkgConfig: "c"),
                .target(name: "D", dependencies: ["A"], path: "Simulations/D"),
                tests("ATests", "A"),
        """)

    @Test("the manifest's targets are read, however they are written") func targets() {
        #expect(manifest.targets.map(\.name) == ["A", "B", "ATests", "C", "D"])
        #expect(manifest.targets.map(\.kind) == [.core, .shell, .tests, .shell, .shell])
        #expect(
            manifest.targets.map(\.folder) == [
                "Sources/A", "Sources/B", "Tests/ATests", "Sources/C", "Simulations/D",
            ])
        #expect(manifest.core == ["A"])
        #expect(manifest.products == ["A", "B", "C", "D"])
        #expect(manifest.forReaders == ["A", "B", "C"])
    }

    @Test("a stray entry at the top is found") func stray() {
        let entries = [".git", "Package.swift", "Sources", "docs", "notes.txt", "recordings"]
        #expect(
            StructureRules.strayEntries(entries, leftByUse: ["recordings"]).map(\.path)
                == ["docs", "notes.txt"])
    }

    @Test("a file without a target is found") func homeless() {
        let files = ["Sources/A/x.swift", "Sources/AA/y.swift", "Simulations/D/z.swift"]
            .map { ProjectFile($0, "") }
        #expect(StructureRules.homelessFiles(files, manifest).map(\.path) == ["Sources/AA"])
    }

    @Test("a file that nobody uses is found") func unused() {
        let files = [
            ProjectFile("Sources/A/Used.swift", "struct Used {}"),
            ProjectFile("Sources/A/User.swift", "public func f() { Used() }"),
            ProjectFile("Sources/A/Main.swift", "@main struct Start {}"),
            ProjectFile("Sources/A/Dead.swift", "struct Dead { let only: Int }"),
            ProjectFile("Sources/A/Word.swift", "struct Word {} // see Dead"),
        ]
        #expect(
            StructureRules.unusedFiles(files).map(\.path)
                == ["Sources/A/Dead.swift", "Sources/A/Word.swift"])
    }

    @Test("a target without a row, and a row without a target, are found") func map() {
        let text = "| `A` | does a |\n| `B`, `C` | do b |\n| `Gone` | did |\nthe `D` | of prose |"
        let unmapped = StructureRules.unmappedTargets(text, path: "m", manifest.products)
        #expect(unmapped.map { $0.remedy.contains("`D`") } == [true])
        #expect(StructureRules.ghostRows(text, path: "m", manifest).map(\.line) == [3])
    }
}
