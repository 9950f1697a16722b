import ArgumentParser
import CWireBench
import Glibc

/// What a child of the benchmark does: be one of the servers, or the clients.
struct Role: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "role", shouldDisplay: false)

    @Argument(help: "A contender, or \"clients\".")
    var name: String

    @Argument(help: "Settings, each as name=number.")
    var settings: [Setting] = []

    func run() throws {
        _ = wire_end_with_parent()
        let descriptors = wire_raise_descriptors()
        if descriptors < 0 { throw Failure("raising the limit of descriptors", descriptors) }
        let joined = wire_board_join(WIRE_BOARD_DESCRIPTOR)
        if joined < 0 { throw Failure("joining the measurement", joined) }
        if let core = self["core"] { _ = wire_pin(Int32(core)) }
        switch Contender(rawValue: name) {
        case .reference: try serveReference(phases: 1, descriptors)
        case .phases: try serveReference(phases: Traffic.phases, descriptors)
        case .transport: try TransportService.serve(isIdle: isIdle)
        case .server: try GameService.serve(loops: self["loops"] ?? 1)
        case .node: try NodeService.become(isIdle: isIdle)
        case nil: try beClients()
        }
    }

    private var isIdle: Bool { self["idle"] == 1 }

    private subscript(name: String) -> Int? { settings.last { $0.name == name }?.value }

    private func serveReference(phases: UInt32, _ descriptors: Int32) throws {
        var service = wire_service(
            rate: Traffic.rate, room_size: Traffic.roomSize, phases: phases,
            max_descriptors: UInt32(descriptors), is_idle: isIdle)
        throw Failure("serving", wire_serve_reference(&service))
    }

    private func beClients() throws {
        let second: UInt64 = 1_000_000_000
        var plan = wire_plan(
            port: UInt16(self["port"] ?? 0), server: Int32(self["server"] ?? 0),
            clients: UInt32(self["clients"] ?? 0), rate: Traffic.rate,
            warm_up_nanoseconds: second,
            window_nanoseconds: UInt64(self["milliseconds"] ?? 1_000) * 1_000_000,
            speaks_umpire: self["umpire"] == 1, spins: self["core"] != nil, is_idle: isIdle)
        // The sentence was said already.
        if wire_generate(&plan) < 0 { throw ExitCode(2) }
    }
}

/// A number with a name, on a child's command line.
struct Setting: ExpressibleByArgument {
    let name: Substring
    let value: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=")
        guard parts.count == 2, let value = Int(parts[1]) else { return nil }
        name = parts[0]
        self.value = value
    }
}
