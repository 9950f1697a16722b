// What the core costs, for both demo games, with allocations counted:
//   swift run -c release core-bench
// It runs `arena bench` and `tag bench`, which anyone may run for a game of their own, with a
// library loaded before them
// that counts how often they ask for memory.

import Glibc

let program = CommandLine.arguments.first ?? ""
let folder = program.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/")
setenv("LD_PRELOAD", "\(folder)/libAllocationCount.so", 1)

for game in ["arena", "tag"] {
    let path = "\(folder)/\(game)"
    // A whole match allocates at its beginning and its end, and when a buffer grows; a tick never.
    let words: [String] = [path, "bench", "--max-allocations", "0.1"]
    var arguments = words.map { strdup($0) } + [nil]
    var child: pid_t = 0
    guard posix_spawn(&child, path, nil, nil, &arguments, environ) == 0 else {
        print("cannot run \(path); build everything first: swift build -c release")
        exit(2)
    }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    guard status == 0 else { exit(1) }
    print("")
}
