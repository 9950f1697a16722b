import Testing

/// The house rules that a machine can check, on the project itself.
@Suite("The project is tidy") struct TidyTests {
    let project = Project.here
    var swift: [ProjectFile] { project.files.filter(\.isSwift) }

    func expectNone(_ findings: [Finding], _ location: SourceLocation = #_sourceLocation) {
        for finding in findings { Issue.record("\(finding)", sourceLocation: location) }
    }

    @Test("the project was found and read") func reading() {
        #expect(swift.count > 100)
        #expect(project.manifest.targets.count > 20)
        #expect(project.manifest.core.contains("UmpireShard"))
    }

    @Test("no file is longer than 400 lines") func fileLength() {
        expectNone(project.files.filter(\.isCode).flatMap(SizeRules.longFile))
    }

    @Test("no function is longer than 70 lines") func functionLength() {
        expectNone(swift.flatMap(SizeRules.longFunctions))
    }

    @Test("no line is longer than 100 columns") func lineLength() {
        expectNone(project.files.filter(\.isCode).flatMap(SizeRules.longLines))
    }

    @Test("the core imports only the core") func coreImports() {
        let core = project.manifest.core
        let files = swift.filter { $0.isBelow("Sources") && core.contains(String($0.target)) }
        #expect(files.count > 50)
        expectNone(files.flatMap { ImportRules.foreignImports($0, core: core) })
    }

    @Test("the core is the ten targets that the architecture names")
    func coreTargets() {
        #expect(
            project.manifest.core == [
                "UmpireBasics", "UmpireState", "UmpireGame", "UmpireProtocol", "UmpireReplay",
                "UmpireSession", "UmpireLobby", "UmpireRoom", "UmpireShard", "UmpireClient",
                "UmpireNetwork", "UmpireVirtual",
            ],
            "a new core target is a decision: add it here and to the picture in Architecture.md")
    }

    @Test("the readme is under 150 lines and shows the game as it is") func readmeGame() throws {
        let readme = try #require(project.text(of: "README.md"))
        let game = try #require(project.text(of: "Sources/tag/Tag.swift"))
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 150)
        #expect(readme.contains(game), "copy Sources/tag/Tag.swift into the readme")
    }

    @Test("no source imports Foundation") func foundation() {
        expectNone(
            swift.filter { $0.isBelow("Sources") }.flatMap(ImportRules.foundationImports))
    }

    @Test("no banned word is in the code") func words() {
        expectNone(
            swift.flatMap { file in
                let words =
                    BannedWord.anywhere + (file.isBelow("Sources") ? BannedWord.inSources : [])
                return words.flatMap { $0.findings(in: file) }
            })
    }

    @Test("no reminder and no path of one machine is in any file") func prose() {
        expectNone(
            project.files.flatMap { file in
                BannedWord.inProse.flatMap { $0.findings(in: file) }
            })
    }

    @Test("nothing in the core or in a game differs between machines") func determinism() {
        let decided = project.manifest.core.union(["arena", "tag"])
        let files = swift.filter { $0.isBelow("Sources") && decided.contains(String($0.target)) }
        expectNone(
            files.flatMap { file in
                BannedWord.whereAllIsDecided.flatMap { $0.findings(in: file) }
            })
    }

    @Test("no test or simulation sleeps") func sleeping() {
        let scripts = project.files.filter { !$0.isSwift && $0.isCode && !$0.isBelow("Sources") }
        #expect(scripts.count > 3)
        expectNone(
            scripts.flatMap { file in
                BannedWord.inScripts.flatMap { $0.findings(in: file) }
            })
    }

    @Test("`@unchecked Sendable` is written once at most, in UmpireLoop") func unchecked() {
        let word = BannedWord(
            #"@unchecked +Sendable\b"#, "share by a Mailbox; only UmpireLoop may promise, once")
        let found = swift.filter { $0.isBelow("Sources") }.flatMap(word.findings)
        expectNone(found.filter { !$0.path.hasPrefix("Sources/UmpireLoop/") })
        #expect(found.count <= 1, "\(found)")
    }

    @Test("the top level holds only what belongs there") func topLevel() {
        #expect(project.topLevel.contains("Sources"))
        expectNone(
            StructureRules.strayEntries(project.topLevel, leftByUse: Project.leftByUse))
    }

    @Test("every Swift file is in a target") func homes() {
        expectNone(StructureRules.homelessFiles(swift, project.manifest))
    }

    @Test("every source file is used") func uses() {
        expectNone(StructureRules.unusedFiles(swift))
    }

    @Test("every target has a row in the architecture's module map") func architecture() throws {
        let path = "Sources/Umpire/Umpire.docc/Architecture.md"
        let text = try #require(project.text(of: path), "write \(path), with the module map")
        expectNone(StructureRules.unmappedTargets(text, path: path, project.manifest.products))
        expectNone(StructureRules.ghostRows(text, path: path, project.manifest))
    }

    @Test("every target that a reader meets has a row in the README's map") func readme() throws {
        let text = try #require(project.text(of: "README.md"), "write README.md, with a map")
        expectNone(
            StructureRules.unmappedTargets(
                text, path: "README.md", project.manifest.forReaders))
    }
}
