/// The decoders that peers can reach, each with what must hold whatever they send.
enum FuzzTarget: String, CaseIterable {
    /// Request heads and the handshake behind them.
    case head
    /// WebSocket frames, as a server and as a client.
    case frames
    /// Compressed messages.
    case deflate
    /// Control messages and their JSON.
    case control
    /// Packets of snapshots, in both modes.
    case packet
    /// Tables of an epoch.
    case tables
    /// A planted bug, which shows that bugs are found.
    case canary

    func run(_ input: FuzzInput) {
        switch self {
        case .head: HeadTarget.run(input)
        case .frames: FramesTarget.run(input)
        case .deflate: DeflateTarget.run(input)
        case .control: ControlTarget.run(input)
        case .packet: PacketTarget.run(input)
        case .tables: TablesTarget.run(input)
        case .canary: CanaryTarget.run(input)
        }
    }
}
