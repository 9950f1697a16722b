// What the core costs, for both demo games, with allocations counted:
//   swift run -c release core-bench
// It runs `arena bench` and `tag bench`, which anyone may run for a game of their own, with a
// library loaded before them that counts how often they ask for memory.

import Glibc

let program = CommandLine.arguments.first ?? ""
let folder = program.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/")
let counter = "\(folder)/libAllocationCount.so"

/// Runs a program and waits for its end; its exit status, or nil when it cannot be run.
func run(_ words: [String]) -> Int32? {
    var arguments = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, words[0], nil, nil, &arguments, environ) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 1
}

/// `swift run core-bench` builds the programs that it needs, but not a library of its own.
func buildCounter() {
    if access(counter, R_OK) == 0 { return }
    let scratch = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        .joined(separator: "/")
    let build = ["swift", "build", "-c", "release", "--product", "AllocationCount"]
    let place = scratch.isEmpty ? [] : ["--scratch-path", scratch]
    guard run(build + place) == 0, access(counter, R_OK) == 0 else {
        print("cannot build \(counter); run swift build -c release first")
        exit(2)
    }
}

buildCounter()
setenv("LD_PRELOAD", counter, 1)
for game in ["arena", "tag"] {
    // A whole match allocates at its beginning and its end, and when a buffer grows; a tick never.
    let status = run(["\(folder)/\(game)", "bench", "--max-allocations", "0.1"])
    guard status == 0 else {
        if status == nil { print("cannot run \(folder)/\(game); run swift build -c release") }
        exit(1)
    }
    print("")
}
