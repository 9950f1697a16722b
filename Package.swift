// swift-tools-version: 6.2
import PackageDescription

let shell: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// The core knows no socket, clock, thread or Foundation.
let core: [SwiftSetting] =
    shell + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")]

func core(_ name: String, _ dependencies: String...) -> Target {
    .target(
        name: name, dependencies: dependencies.map { .byName(name: $0) }, swiftSettings: core)
}

func shell(_ name: String, _ dependencies: String..., and products: Target.Dependency...) -> Target
{
    .target(
        name: name, dependencies: dependencies.map { .byName(name: $0) } + products,
        swiftSettings: shell)
}

func tests(_ name: String, _ dependencies: String..., and products: Target.Dependency...) -> Target
{
    .testTarget(
        name: name, dependencies: dependencies.map { .byName(name: $0) } + products,
        swiftSettings: shell + [.enableExperimentalFeature("Lifetimes")])
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "umpire",
    products: [
        .library(name: "Umpire", targets: ["Umpire"]),
        .library(name: "UmpireClient", targets: ["UmpireClient"]),
        .executable(name: "arena", targets: ["arena"]),
        .executable(name: "tag", targets: ["tag"]),
        // Loaded before a program, it counts allocations: for `core-bench` alone.
        .library(name: "AllocationCount", type: .dynamic, targets: ["CAllocationCount"]),
        // What libFuzzer calls, for `Simulations/Fuzz/run` alone.
        .library(name: "UmpireFuzz", type: .static, targets: ["UmpireFuzz"]),
    ],
    dependencies: [
        // The command line: help, validation and errors that users of Swift tools know.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // The log that a server's operator can send wherever it is wanted.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Percentiles of latencies without losing the tail.
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        // Scenario files: YAML with the lines of its values.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // MARK: core
        core("UmpireBasics"),
        core("UmpireState", "UmpireBasics"),
        core("UmpireGame", "UmpireState", "UmpireBasics"),
        core("UmpireProtocol", "UmpireBasics"),
        core("UmpireReplay", "UmpireGame", "UmpireState", "UmpireBasics"),
        core("UmpireSession", "UmpireBasics"),
        core("UmpireLobby", "UmpireBasics"),
        core(
            "UmpireRoom", "UmpireReplay", "UmpireGame", "UmpireState", "UmpireProtocol",
            "UmpireBasics"),
        core(
            "UmpireShard", "UmpireRoom", "UmpireSession", "UmpireLobby", "UmpireGame",
            "UmpireState", "UmpireProtocol", "UmpireBasics"),
        core("UmpireClient", "UmpireGame", "UmpireState", "UmpireProtocol", "UmpireBasics"),
        core("UmpireNetwork", "UmpireBasics"),
        core(
            "UmpireVirtual", "UmpireShard", "UmpireRoom", "UmpireLobby", "UmpireNetwork",
            "UmpireGame", "UmpireProtocol", "UmpireBasics"),

        // MARK: shell
        .systemLibrary(name: "CLibuv", pkgConfig: "libuv", providers: [.apt(["libuv1-dev"])]),
        // Digests and TLS.
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        // Compressed messages.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CUmpireLoop", dependencies: ["CLibuv"]),
        .target(name: "CUmpirePage", exclude: ["web"]),
        .target(name: "CUmpireTLS", dependencies: ["COpenSSL"]),
        shell("UmpireLoop", "CLibuv", "CUmpireLoop", "UmpireBasics"),
        shell("UmpireHTTP", "UmpireBasics"),
        shell("UmpireTLS", "CUmpireTLS", "UmpireBasics"),
        shell("UmpireWebSocket", "UmpireHTTP", "COpenSSL", "CZlib", "UmpireBasics"),
        shell(
            "UmpireServer", "UmpireShard", "UmpireLobby", "UmpireGame", "UmpireProtocol",
            "UmpireLoop", "UmpireTLS", "UmpireWebSocket", "UmpireHTTP", "CUmpirePage",
            "UmpireBasics",
            and: logging),
        shell(
            "UmpireScenario", "UmpireNetwork", "UmpireBasics",
            and: .product(name: "Yams", package: "Yams")),
        shell(
            "UmpireReport", "UmpireScenario", "UmpireProtocol", "UmpireNetwork", "UmpireBasics",
            and: .product(name: "Histogram", package: "hdrhistogram-swift")),
        shell(
            "UmpireBots", "UmpireScenario", "UmpireReport", "UmpireVirtual", "UmpireNetwork",
            "UmpireServer", "UmpireShard", "UmpireClient", "UmpireReplay", "UmpireGame",
            "UmpireState", "UmpireProtocol", "UmpireTLS", "UmpireLoop", "UmpireWebSocket",
            "UmpireHTTP", "UmpireBasics",
            and: logging),
        shell(
            "Umpire", "UmpireServer", "UmpireBots", "UmpireReport", "UmpireScenario",
            "UmpireNetwork", "UmpireShard", "UmpireRoom", "UmpireReplay", "UmpireProtocol",
            "UmpireGame", "UmpireState", "UmpireLoop", "UmpireTLS", "UmpireBasics",
            and: argumentParser, logging),

        // MARK: games
        .target(
            name: "ArenaGame", dependencies: ["Umpire", "UmpireReplay"],
            resources: [.embedInCode("Page/game.js")],
            swiftSettings: shell),
        .executableTarget(
            name: "arena", dependencies: ["ArenaGame"], swiftSettings: shell),
        .executableTarget(name: "tag", dependencies: ["Umpire"], swiftSettings: shell),

        // MARK: tests
        tests("UmpireBasicsTests", "UmpireBasics"),
        tests("UmpireStateTests", "UmpireState", "UmpireBasics"),
        tests("UmpireGameTests", "UmpireGame", "UmpireState", "UmpireBasics"),
        tests("UmpireReplayTests", "UmpireReplay", "UmpireGame", "UmpireState", "UmpireBasics"),
        tests("UmpireProtocolTests", "UmpireProtocol", "UmpireBasics"),
        tests(
            "UmpireClientTests", "UmpireClient", "UmpireGame", "UmpireState", "UmpireProtocol",
            "UmpireBasics"),
        tests("UmpireHTTPTests", "UmpireHTTP"),
        tests("UmpireWebSocketTests", "UmpireWebSocket", "UmpireHTTP"),
        tests("UmpireLoopTests", "UmpireLoop", "UmpireBasics"),
        tests("UmpireTLSTests", "UmpireTLS", "COpenSSL", "UmpireBasics"),
        tests(
            "UmpireBotsTests", "UmpireBots", "UmpireScenario", "UmpireReport", "UmpireVirtual",
            "UmpireNetwork", "UmpireServer", "UmpireShard", "UmpireClient", "UmpireReplay",
            "UmpireGame", "UmpireState", "UmpireProtocol", "UmpireTLS", "COpenSSL", "UmpireLoop",
            "UmpireBasics",
            and: logging),
        tests("UmpireNetworkTests", "UmpireNetwork", "UmpireBasics"),
        tests("UmpireScenarioTests", "UmpireScenario", "UmpireNetwork", "UmpireBasics"),
        tests(
            "UmpireReportTests", "UmpireReport", "UmpireScenario", "UmpireNetwork",
            "UmpireBasics"),
        tests(
            "UmpireVirtualTests", "UmpireVirtual", "UmpireShard", "UmpireNetwork", "UmpireGame",
            "UmpireState", "UmpireProtocol", "UmpireBasics"),
        tests(
            "UmpireLiveTests", "Umpire", "UmpireBots", "UmpireReport", "UmpireScenario",
            "UmpireNetwork",
            and: argumentParser),
        tests("TidyTests"),
        tests(
            "UmpireServerTests", "UmpireServer", "UmpireReplay", "UmpireGame", "UmpireState",
            "UmpireProtocol", "UmpireWebSocket", "UmpireHTTP", "UmpireLoop", "UmpireBasics",
            and: logging),
        tests("UmpireSessionTests", "UmpireSession", "UmpireBasics"),
        tests("UmpireLobbyTests", "UmpireLobby", "UmpireBasics"),
        tests(
            "UmpireRoomTests", "UmpireRoom", "UmpireReplay", "UmpireGame", "UmpireState",
            "UmpireProtocol", "UmpireBasics"),
        tests(
            "UmpireShardTests", "UmpireShard", "UmpireRoom", "UmpireSession", "UmpireLobby",
            "UmpireReplay", "UmpireGame", "UmpireState", "UmpireProtocol", "UmpireBasics"),
        tests("ArenaGameTests", "ArenaGame", "Umpire"),
        tests("TagTests", "tag", "Umpire"),
        tests("SnapshotBenchTests", "snapshot-bench", "UmpireState", "UmpireBasics"),

        // MARK: simulations
        .executableTarget(
            name: "storm",
            dependencies: [
                "ArenaGame", "UmpireVirtual", "UmpireShard", "UmpireRoom", "UmpireClient",
                "UmpireReplay", "UmpireGame", "UmpireState", "UmpireProtocol", "UmpireWebSocket",
                "UmpireHTTP", "UmpireBasics", argumentParser,
            ],
            path: "Simulations/Storm", exclude: ["Seeds"],
            swiftSettings: shell + [
                .enableExperimentalFeature("Lifetimes"),
                // A storm is one thread; a third of its time went into these checks.
                .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
            ]),
        .target(name: "CAllocationCount", path: "Simulations/Benchmarks/CAllocationCount"),
        .executableTarget(
            name: "core-bench", dependencies: ["arena", "tag"],
            path: "Simulations/Benchmarks/Core", swiftSettings: shell),
        .target(
            name: "CWireBench", dependencies: ["COpenSSL"],
            path: "Simulations/Benchmarks/Wire/CWireBench"),
        .executableTarget(
            name: "wire-bench",
            dependencies: [
                "CWireBench", "UmpireServer", "UmpireRoom", "UmpireGame", "UmpireState",
                "UmpireWebSocket", "UmpireHTTP", "UmpireLoop", "UmpireBasics", argumentParser,
                logging,
            ],
            path: "Simulations/Benchmarks/Wire/Bench", swiftSettings: shell),
        // The game of the program `tag`, by a link to its file; its `main` gets another name.
        .target(
            name: "TagGame", dependencies: ["Umpire"],
            path: "Simulations/Benchmarks/Snapshots/TagGame",
            swiftSettings: shell + [
                .unsafeFlags([
                    "-Xfrontend", "-entry-point-function-name", "-Xfrontend", "tag_in_bench_main",
                ])
            ]),
        .executableTarget(
            name: "snapshot-bench",
            dependencies: [
                "ArenaGame", "TagGame", "UmpireGame", "UmpireState", "UmpireBasics", "CZlib",
                argumentParser,
            ],
            path: "Simulations/Benchmarks/Snapshots",
            exclude: ["TagGame", "decode.mjs", "decoding.mjs", "chromium.py"],
            swiftSettings: shell),
        .executableTarget(
            name: "chains", dependencies: ["UmpireState", "UmpireBasics", argumentParser],
            path: "Simulations/Conformance/Chains", swiftSettings: shell),
        .target(
            name: "UmpireFuzz",
            dependencies: [
                "UmpireState", "UmpireProtocol", "UmpireWebSocket", "UmpireHTTP", "UmpireBasics",
            ],
            path: "Simulations/Fuzz/Targets", swiftSettings: shell),
    ],
    cLanguageStandard: .c2x
)

// UMPIRE_TESTS=A,B: these test targets and no benchmarks, for a sanitizer that wants no others.
if let wanted = Context.environment["UMPIRE_TESTS"]?.split(separator: ",").map(String.init) {
    package.targets.removeAll {
        let isSimulation = $0.type == .executable && $0.path?.hasPrefix("Simulations/") == true
        return isSimulation || $0.type == .test && !wanted.contains($0.name)
    }
}

// UMPIRE_OPTIMISE=A,B: these targets as in a release, for a sanitizer in which they would crawl.
if let wanted = Context.environment["UMPIRE_OPTIMISE"]?.split(separator: ",").map(String.init) {
    for target in package.targets where wanted.contains(target.name) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-O"])]
    }
}
