/// A player's way to the server, as that end of a TCP connection feels it.
///
/// On TCP nothing is lost or overtaken: a lost packet is a stall, and then everything at once.
public struct NetworkProfile: Equatable, Sendable {
    /// What reports call it.
    public var name: String
    /// Milliseconds there and back again without jitter; 0…10,000.
    public var rttMilliseconds: Double
    /// What is added to each packet's way, in each direction.
    public var jitter = Delay.none
    /// Kilobits per second in each direction; nil: as much as is sent.
    public var bandwidthKbps: Double?
    /// Times in which nothing arrives, in either direction.
    public var stalls: Stalls?
    /// How the connection breaks by itself.
    public var flaps: Flaps?
    /// Kilobits per second at which the player reads what has arrived; nil: at once.
    public var readingKbps: Double?

    /// A way with this time there and back again, and nothing else to feel.
    public init(name: String = "perfect", rttMilliseconds: Double = 0) {
        self.name = name
        self.rttMilliseconds = rttMilliseconds
    }

    /// Stalls that come by chance.
    public struct Stalls: Equatable, Sendable {
        /// Seconds from one to the next, on average; at least 0.1.
        public var everySeconds: Double
        /// How long each is.
        public var length: Delay

        /// A stall each `everySeconds` on average.
        public init(everySeconds: Double, length: Delay) {
            self.everySeconds = everySeconds
            self.length = length
        }
    }

    /// Breaks that come by chance.
    public struct Flaps: Equatable, Sendable {
        /// Seconds from one to the next, on average; at least 1.
        public var everySeconds: Double
        /// How; one of them by chance each time, never empty.
        public var kinds: [Cut]

        /// A break each `everySeconds` on average.
        public init(everySeconds: Double, kinds: [Cut]) {
            self.everySeconds = everySeconds
            self.kinds = kinds
        }
    }
}

/// How a connection breaks.
public enum Cut: String, CaseIterable, Sendable {
    /// A reset arrives: both ends know at once.
    case reset
    /// The client's end is closed without a close frame.
    case fin
    /// Nothing passes any more and nobody is told; the client gives up and opens another.
    case blackHole
    /// The client stops reading for some seconds; the server decides what becomes of it.
    case stopReading
}

/// A length of time by chance, in milliseconds.
public enum Delay: Equatable, Sendable {
    /// Always nothing.
    case none
    /// Always this.
    case constant(Double)
    /// From the first to the second, all alike.
    case uniform(Double, Double)
    /// Around a mean with a standard deviation, never below 0.
    case normal(mean: Double, deviation: Double)
    /// Mostly short, seldom long, with this mean.
    case exponential(mean: Double)
    /// The long tail of radio links: at least `least`, on average `mean`, with the shape 2.
    case pareto(least: Double, mean: Double)
}
