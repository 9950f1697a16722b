/// A row of the table.
enum Metric: String, CaseIterable {
    case cpuMicrosecondsPerFrame, ratio, instructionsPerFrame, systemCallsPerMessage
    case p50Milliseconds, p99Milliseconds, p999Milliseconds
    case onTimePercent, deliveredPercent, serverLoadPercent, generatorLoadPercent
    case generatorP99Milliseconds, frameBytes
    case mostClients99, mostClients97
    case idleBytes1000, idleBytes10000, idleConnections, idleMegabytes

    /// What the table calls it.
    var title: String {
        switch self {
        case .cpuMicrosecondsPerFrame: "CPU per frame, µs"
        case .ratio: "  times the reference"
        case .instructionsPerFrame: "user instructions per frame"
        case .systemCallsPerMessage: "system calls per frame or input"
        case .p50Milliseconds: "due to received, p50, ms"
        case .p99Milliseconds: "  p99"
        case .p999Milliseconds: "  p99.9"
        case .onTimePercent: "ticks begun within 2 ms, %"
        case .deliveredPercent: "frames delivered, %"
        case .serverLoadPercent: "processor used by the server, %"
        case .generatorLoadPercent: "  by the clients"
        case .generatorP99Milliseconds: "  inputs sent too late, p99, ms"
        case .frameBytes: "bytes of a frame"
        case .mostClients99: "most clients, 99 % of ticks within 2 ms"
        case .mostClients97: "most clients, 97 % of ticks within 2 ms"
        case .idleBytes1000: "bytes per idle connection, of 1,000"
        case .idleBytes10000: "  of 10,000"
        case .idleConnections: "most connections tried"
        case .idleMegabytes: "  whole resident memory then, MB"
        }
    }
}
