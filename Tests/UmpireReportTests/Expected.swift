import UmpireScenario

/// The scenario's; Testing has one of the same name.
typealias Expected = Expectation
