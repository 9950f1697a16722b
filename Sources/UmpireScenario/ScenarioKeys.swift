/// The keys of scenario files, map by map.
package enum ScenarioKeys {
    static let scenario = [
        "name", "about", "seed", "for", "arrivals", "most", "match", "stay", "rejoin", "brains",
        "networks", "chaos", "expect", "server",
    ]
    static let arrivals = ["at", "from", "to", "bots", "rate"]
    static let match = ["room", "rooms"]
    static let brains = ["default", "idle", "monkey", "hostile", "recorded"]
    static let recorded = ["share", "path"]
    static let network = [
        "share", "rtt", "jitter", "bandwidth", "stalls", "flaps", "reading",
    ]
    static let stalls = ["every", "length"]
    static let flaps = ["every", "by"]
    static let delays = ["normal", "exponential", "pareto"]
    static let normal = ["mean", "deviation"]
    static let exponential = ["mean"]
    static let pareto = ["least", "mean"]
    static let server = ["loops", "bots"]

    /// Every key there is.
    package static let all = [
        scenario, arrivals, match, brains, recorded, network, stalls, flaps, delays, normal,
        exponential, pareto, server,
    ].joined()
}
