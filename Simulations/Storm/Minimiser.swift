import UmpireVirtual

/// Makes a failing configuration smaller for as long as it fails in the same way.
struct Minimiser {
    private var best: StormConfiguration

    init(_ configuration: StormConfiguration) { best = configuration }

    mutating func shrink(_ change: (inout StormConfiguration) -> Void, _ wanted: String) -> Bool {
        var smaller = best
        change(&smaller)
        guard let violation = Storm(smaller).run().violation,
            Minimiser.kind(violation) == wanted
        else { return false }
        best = smaller
        return true
    }

    func run() {
        var copy = self
        copy.search()
    }

    private mutating func search() {
        let first = Storm(best).run()
        guard let violation = first.violation else { return print("nothing is broken") }
        print("broken: \(violation)")
        let wanted = Minimiser.kind(violation)
        _ = shrink({ $0.seconds = max(1, Int(first.violationSeconds) + 1) }, wanted)
        for kind in best.kinds { _ = shrink({ $0[kind] = 0 }, wanted) }
        while best.clients > 1, shrink({ $0.clients /= 2 }, wanted) {}
        while best.clients > 1, shrink({ $0.clients -= 1 }, wanted) {}
        if best.server.loops > 1 { _ = shrink({ $0.server.loops = 1 }, wanted) }
        while best.seconds > 1, shrink({ $0.seconds = $0.seconds * 3 / 4 }, wanted) {}
        let last = Storm(best).run()
        print("smallest: \(best.text)")
        print("broken: \(last.violation ?? "")")
        print(command)
    }

    /// The same failure says the same but for numbers.
    private static func kind(_ violation: String) -> String {
        String(violation.filter { !$0.isNumber }.prefix(40))
    }

    private var command: String {
        let faults = best.kinds.map(\.rawValue).joined(separator: ",")
        return "storm --seed \(best.seed) --minutes \(Double(best.seconds) / 60) "
            + "--clients \(best.clients) --shards \(best.server.loops) "
            + "--faults \(faults.isEmpty ? "none" : faults)"
            + (best.canary.map { " --canary \($0.rawValue)" } ?? "")
    }
}
