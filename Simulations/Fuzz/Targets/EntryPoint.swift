import Glibc
import UmpireBasics

/// What libFuzzer calls for each input; a trap or an address error is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
    chosenTarget.run(FuzzInput(UnsafeRawBufferPointer(start: start, count: count)))
    return 0
}

/// The decoder that this process is for.
private let chosenTarget: FuzzTarget = {
    let name = getenv("UMPIRE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    let target = FuzzTarget(rawValue: name)
    require(target != nil, "UMPIRE_FUZZ_TARGET names no target; use Simulations/Fuzz/run")
    return target ?? .canary
}()
