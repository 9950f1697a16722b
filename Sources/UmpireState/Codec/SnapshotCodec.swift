/// The codec of one schema before any training: made once, and copied for each room and client.
///
/// Copies share their tables until one is trained.
public struct SnapshotCodec: Sendable {
    /// The contexts.
    public let plan: CodecPlan
    private let speedTables: CodecTables
    private let denseTables: CodecTables
    private let speedEncoder: DeltaEncoder
    private let denseEncoder: DeltaEncoder
    private let speedDecoder: DeltaDecoder
    private let denseDecoder: DeltaDecoder

    /// The codec of worlds of `shape`.
    public init(_ shape: borrowing WorldShape) {
        plan = CodecPlan(shape)
        speedTables = CodecTables(plan, mode: .speed)
        denseTables = CodecTables(plan, mode: .dense)
        speedEncoder = DeltaEncoder(plan, speedTables)
        denseEncoder = DeltaEncoder(plan, denseTables)
        speedDecoder = DeltaDecoder(plan, speedTables)
        denseDecoder = DeltaDecoder(plan, denseTables)
    }

    /// The tables of epoch 0.
    public func tables(_ mode: CodecMode) -> CodecTables {
        mode == .speed ? speedTables : denseTables
    }

    /// An encoder with the tables of epoch 0.
    public func encoder(_ mode: CodecMode) -> DeltaEncoder {
        mode == .speed ? speedEncoder : denseEncoder
    }

    /// A decoder with the tables of epoch 0.
    public func decoder(_ mode: CodecMode) -> DeltaDecoder {
        mode == .speed ? speedDecoder : denseDecoder
    }
}
