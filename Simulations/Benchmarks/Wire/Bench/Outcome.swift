import CWireBench

/// What one trial saw.
struct Outcome {
    let result: wire_result
    let delivery: wire_spread
    let lateness: wire_spread
    let generatorLateness: wire_spread
    private let expectedFrames: Double

    /// Reads the board.
    init(_ trial: Trial) {
        result = wire_board_result()
        delivery = wire_board_delivery()
        lateness = wire_board_lateness()
        generatorLateness = wire_board_generator_lateness()
        expectedFrames =
            Double(trial.clients) * Double(Traffic.rate)
            * Double(result.window_nanoseconds) / 1e9
    }

    /// Processor time of the server for each frame that was received.
    var cpuMicroseconds: Double {
        Double(result.server_nanoseconds) / 1_000 / Double(max(1, result.frames))
    }

    /// Of the time of one processor.
    var serverLoad: Double {
        Double(result.server_nanoseconds) / Double(max(1, result.window_nanoseconds))
    }

    var generatorLoad: Double {
        Double(result.generator_nanoseconds) / Double(max(1, result.window_nanoseconds))
    }

    /// Bytes of a whole frame.
    var frameBytes: Double { Double(result.frame_bytes) / Double(max(1, result.frames)) }

    /// Of the frames that were to come, those that did.
    var deliveredShare: Double { Double(result.frames) / max(1, expectedFrames) }

    /// Of the ticks, those that began within 2 ms of their due time.
    var onTimeShare: Double {
        Double(lateness.within_two_milliseconds) / Double(max(1, lateness.count))
    }

    /// Whether the clients, not the server, were at their end.
    var isLimitedByGenerator: Bool {
        generatorLateness.p99 > 2_000_000 || generatorLoad > 0.95
    }
}
