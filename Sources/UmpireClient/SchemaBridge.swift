import UmpireBasics
public import UmpireState

/// A client's own view of a server with another schema.
///
/// ```
///   frames ──▶ RowMirror of the server's schema ──▶ follow ──▶ snapshot, cues of the client's own
///   input of the client's own ──▶ input(_:) ──▶ row of the server's schema ──▶ frame
/// ```
public struct SchemaBridge: Sendable {
    /// The server's schema, in which its frames are.
    public let server: SchemaDescription
    /// What the mirror's newest frame shows, in the client's shape.
    public private(set) var snapshot: Snapshot
    /// The cues of that frame; their rows are in `cueWords`.
    public private(set) var cues: [CueRow] = []
    /// The rows of `cues`, in the client's shape, one after the other.
    public private(set) var cueWords: [UInt32] = []

    private let mapping: SchemaMapping
    private var inputWords: [UInt32] = []

    /// A bridge to the server whose `welcome`, with the schema's `hash`, is `text`.
    public init(
        welcome text: borrowing Span<UInt8>, hash: String, own: SchemaDescription
    ) throws(SchemaRefusal) {
        do throws(SchemaTextFault) {
            server = try SchemaText.read(ofWelcome: text)
            guard server.hash == hash else {
                throw .otherHash(named: hash, computed: server.hash)
            }
        } catch {
            throw .unreadable(error)
        }
        do throws(SchemaMappingFault) {
            mapping = try SchemaMapping(server: server, client: own)
        } catch {
            throw .missing(error.gaps)
        }
        snapshot = Snapshot(shape: own.world)
    }

    /// Shows what `mirror`, of the server's schema, holds now.
    public mutating func follow(_ mirror: borrowing RowMirror) {
        mapping.map(mirror.snapshot, into: &snapshot)
        cues.removeAll(keepingCapacity: true)
        cueWords.removeAll(keepingCapacity: true)
        for cue in mirror.cues {
            let start = cueWords.count
            mapping.cueRow(mirror.cueWords, from: cue.start, into: &cueWords)
            cues.append(CueRow(tick: cue.tick, start: start, width: cueWords.count - start))
        }
    }

    /// The server's row for an input of the client's own.
    public mutating func input(_ row: [UInt32]) -> [UInt32] {
        inputWords.removeAll(keepingCapacity: true)
        mapping.inputRow(row, into: &inputWords)
        return inputWords
    }
}

extension SchemaBridge? {
    /// Makes `mirror` one of the server's schema and puts the bridge there that this takes: none
    /// when it is the client's own.
    ///
    /// `text` is the `welcome`, which names `hash`. A refusal, which changes nothing, means close
    /// code 4426. A schema that the mirror has already stays, and so does the bridge.
    public mutating func adopt(
        _ text: borrowing Span<UInt8>, _ hash: String, own: SchemaDescription,
        mirror: inout RowMirror
    ) -> SchemaRefusal? {
        if hash == mirror.description.hash { return nil }
        do throws(SchemaRefusal) {
            self = hash == own.hash ? nil : try SchemaBridge(welcome: text, hash: hash, own: own)
            mirror = RowMirror(self?.server ?? own)
            return nil
        } catch {
            return error
        }
    }
}
