/// What Package.swift says about targets, read as text.
struct Manifest {
    struct Target: Equatable {
        enum Kind: Equatable { case core, shell, tests }

        let name: String
        let kind: Kind
        let folder: String
    }

    let targets: [Target]

    init(_ text: String) {
        let made = matches(#"^ +(core|shell|tests)\(\s*"([^"]+)""#, in: text).map { match in
            let kind: Target.Kind =
                match.groups[1] == "core" ? .core : match.groups[1] == "tests" ? .tests : .shell
            return Target(
                name: match.groups[2], kind: kind,
                folder: (kind == .tests ? "Tests/" : "Sources/") + match.groups[2])
        }
        let pattern =
            #"\.(target|executableTarget|systemLibrary|testTarget)\(\s*name:\s*"([^"]+)""#
            + #"(?:[^()]*?path:\s*"([^"]+)")?"#
        let written = matches(pattern, in: text).map { match in
            let kind: Target.Kind = match.groups[1] == "testTarget" ? .tests : .shell
            let usual = (kind == .tests ? "Tests/" : "Sources/") + match.groups[2]
            return Target(
                name: match.groups[2], kind: kind,
                folder: match.groups[3].isEmpty ? usual : match.groups[3])
        }
        targets = made + written
    }

    /// All but tests.
    var products: [String] { targets.filter { $0.kind != .tests }.map(\.name) }

    /// What somebody who writes a game meets: no bridges to C, nothing outside `Sources`.
    var forReaders: [String] {
        targets.filter { target in
            target.kind != .tests && target.folder.hasPrefix("Sources/")
                && matches("^C[A-Z]", in: target.name).isEmpty
        }.map(\.name)
    }

    var core: Set<String> { Set(targets.filter { $0.kind == .core }.map(\.name)) }
}
