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

let package = Package(
    name: "umpire",
    targets: [
        .target(name: "UmpireBasics", swiftSettings: core),
        .target(name: "UmpireState", dependencies: ["UmpireBasics"], swiftSettings: core),
        .target(
            name: "UmpireGame", dependencies: ["UmpireState", "UmpireBasics"],
            swiftSettings: core),
        .target(
            name: "UmpireProtocol", dependencies: ["UmpireBasics"], swiftSettings: core),
    ],
    cLanguageStandard: .c2x
)
