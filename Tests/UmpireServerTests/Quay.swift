import Logging
import UmpireGame
@testable import UmpireServer

/// A server on a free port, stopped at the end of the test.
final class Quay {
    let server: Server
    private var isStopped = false

    init(
        recordings: String? = nil, page: [PageFile] = [], loops: Int = 1,
        choosing chosen: ServerConfiguration = ServerConfiguration(), logger: Logger = .silent,
        _ configure: (inout ServerLimits) -> Void = { _ in }
    ) throws {
        var configuration = chosen
        configuration.host = "127.0.0.1"
        configuration.port = 0
        configuration.bots = 2
        configuration.recordings = recordings
        configuration.loops = loops
        configuration.page = page
        var limits = ServerLimits()
        // Under a sanitizer, beside other tests, rooms are slow, and clients wait for their turn to
        // read and answer. A limit on time ends something only in a test of that limit.
        limits.overrunsBeforeQuarantine = .max
        limits.requestMilliseconds = 3_600_000
        limits.keepAliveMilliseconds = 3_600_000
        limits.messageMilliseconds = 3_600_000
        limits.pingMilliseconds = 3_600_000
        limits.silenceMilliseconds = 3_600_000
        configure(&limits)
        server = try Server(AnyGame(Ferry.self), configuration, limits: limits, logger: logger)
    }

    var port: Int { server.port }

    func stop() throws {
        if isStopped { return }
        isStopped = true
        server.stop()
        try server.wait()
    }

    deinit { try? stop() }
}

extension ServerConfiguration {
    /// The defaults with some changes.
    static func with(_ change: (inout ServerConfiguration) -> Void) -> ServerConfiguration {
        var configuration = ServerConfiguration()
        change(&configuration)
        return configuration
    }
}

extension Logger {
    /// A logger whose words nobody hears.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
