extension Metric {
    /// What the numbers of a metric count.
    public enum Unit: String, Equatable, Sendable, CustomStringConvertible {
        case microseconds
        case bytes
        case ticks
        /// Things; how many there are.
        case none = "things"

        /// What people call it.
        public var description: String { rawValue }
    }

    /// What its numbers count.
    public var unit: Unit {
        switch kind {
        case .time: .microseconds
        case .bytes: .bytes
        case .ticks: .ticks
        case .counter: self == .bytesUp || self == .bytesDown ? .bytes : .none
        }
    }
}

extension Metric.Unit {
    /// A quantity in this unit; nil when it does not fit.
    func value(of quantity: Quantity) -> Double? {
        switch self {
        // Rounded because 0.0011 s are 1,100 µs, and not a little less.
        case .microseconds: quantity.seconds.map { ($0 * 1e9).rounded() / 1e3 }
        case .bytes: quantity.bytes
        case .ticks: quantity.unit.isEmpty || quantity.unit == "ticks" ? quantity.number : nil
        case .none: quantity.unit.isEmpty ? quantity.number : nil
        }
    }

    var remedy: String {
        switch self {
        case .microseconds: "use us, ms or s"
        case .bytes: "use B, KB (1000 B) or KiB (1024 B)"
        case .ticks: "use ticks"
        case .none: "write a number alone"
        }
    }
}
