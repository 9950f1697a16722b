public import UmpireScenario

/// What the live view shows of a run: plain numbers, so that a frame needs nothing else.
public struct LiveInput: Sendable {
    /// The scenario's name.
    public var name = "bots"
    /// How it runs: virtual, in process, or the address of the server.
    public var mode = ""
    /// What decides the run.
    public var seed: UInt64 = 1
    /// Seconds of the run so far.
    public var elapsedSeconds = 0.0
    /// Seconds that it will take.
    public var totalSeconds = 0.0
    /// How much faster than real time it runs, when it is in virtual time.
    public var speed: Double?
    /// Bots that came and have not left.
    public var present = 0
    /// Those of them that have a seat.
    public var seated = 0
    /// Bots that came within the last second.
    public var arrivalsPerSecond = 0.0
    /// By how much keys have changed the arrivals.
    public var rateFactor = 1.0
    /// Whether arrivals wait.
    public var isPaused = false
    /// Whether the bots are leaving because somebody asked for the end.
    public var isEnding = false
    /// Whether seconds come no more, as the server still holds seats of bots that broke off.
    public var isWaiting = false
    /// Whether the bots' machine is too late for the times to mean much.
    public var isGeneratorLate = false
    /// Whether keys are read.
    public var takesKeys = true
    /// Times, as percentiles.
    public var rows: [Row] = []
    /// The last minute.
    public var series: [Series] = []
    /// Counters worth a look.
    public var counters: [Counter] = []
    /// What must hold at the end, so far.
    public var expectations: [Expected] = []

    /// A run of which nothing is known.
    public init() {}

    /// The percentiles of one metric, in microseconds.
    public struct Row: Sendable {
        var name: String
        var metric: String
        var count: Int
        var p50: Int
        var p99: Int
        var max: Int

        /// A row with these numbers; `metric` is its name in reports.
        public init(
            _ name: String, metric: String = "", count: Int, p50: Int, p99: Int, max: Int
        ) {
            self.name = name
            self.metric = metric
            self.count = count
            self.p50 = p50
            self.p99 = p99
            self.max = max
        }
    }

    /// One value for each of the last seconds; nil where there was none.
    public struct Series: Sendable {
        var name: String
        var values: [Double?]
        var kind: Metric.Kind

        /// A series whose last value is the newest.
        public init(_ name: String, _ values: [Double?], _ kind: Metric.Kind) {
            self.name = name
            self.values = values
            self.kind = kind
        }
    }

    /// A number of happenings.
    public struct Counter: Sendable {
        var name: String
        var value: Int
        var isBad: Bool

        /// A counter; a bad one should be 0.
        public init(_ name: String, _ value: Int, isBad: Bool = false) {
            self.name = name
            self.value = value
            self.isBad = isBad
        }
    }

    /// An expectation and how it stands.
    public struct Expected: Sendable {
        /// As the scenario says it.
        public var text: String
        /// The value so far, with its unit.
        public var value: String
        /// How it stands.
        public var standing: Standing

        /// An expectation of which this is known.
        public init(_ text: String, value: String, _ standing: Standing) {
            self.text = text
            self.value = value
            self.standing = standing
        }
    }

    /// How an expectation stands while the run goes on.
    public enum Standing: String, Sendable {
        /// Were this the end, it would hold.
        case held
        /// It does not hold, but the rest of the run may change that.
        case notYet = "not yet"
        /// It cannot hold any more.
        case broken

        var tone: LiveStyle.Tone {
            switch self {
            case .held: .good
            case .notYet: .plain
            case .broken: .bad
            }
        }
    }
}
