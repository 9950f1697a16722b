import UmpireBasics

/// Where an entity of one table holds what decides who sees it: byte offsets, found once.
///
/// Reading through a key path that is kept is a call into the runtime, for each entity and viewer.
@usableFromInline
struct InterestPlaces: BitwiseCopyable, Sendable {
    /// Who owns what nobody owns, and the team of what has none: no player and no team.
    static let nobody: UInt16 = .max

    private enum Holder: BitwiseCopyable, Sendable {
        case nobody, id
        case offset(Int)
    }

    private let owner: Holder
    private let team: Int?
    private let position: (x: Int, y: Int)?

    /// Resolves the paths of the table `name`; stops when one is not a stored property.
    @usableFromInline
    init<Entity: Replicable>(
        _ name: String, owner: Owner<Entity>, team: (any KeyPath<Entity, UInt8> & Sendable)?,
        position: Position<Entity>
    ) {
        func offset(_ path: PartialKeyPath<Entity>, _ what: String) -> Int {
            guard let offset = MemoryLayout<Entity>.offset(of: path) else {
                fatalError("the \(what) of table \(name) is a stored property of \(Entity.self)")
            }
            return offset
        }
        switch owner {
        case .nobody: self.owner = .nobody
        case .id: self.owner = .id
        case .field(let path): self.owner = .offset(offset(path, "owner"))
        }
        self.team = team.map { offset($0, "team") }
        switch position {
        case .none: self.position = nil
        case .at(let x, let y): self.position = (offset(x, "position"), offset(y, "position"))
        }
    }

    var hasOwner: Bool { if case .nobody = owner { false } else { true } }
    var isOwnedByID: Bool { if case .id = owner { true } else { false } }
    var hasTeam: Bool { team != nil }
    var hasPosition: Bool { position != nil }

    @unsafe
    func owner(of entity: UnsafeRawPointer, _ id: UInt16) -> UInt16 {
        switch owner {
        case .nobody: InterestPlaces.nobody
        case .id: id
        case .offset(let offset): UInt16(unsafe (entity + offset).load(as: UInt8.self))
        }
    }

    @unsafe
    func team(of entity: UnsafeRawPointer) -> UInt16 {
        guard let team else { return InterestPlaces.nobody }
        return UInt16(unsafe (entity + team).load(as: UInt8.self))
    }

    @unsafe
    func position(of entity: UnsafeRawPointer) -> (x: Float, y: Float)? {
        guard let position else { return nil }
        return unsafe (
            (entity + position.x).loadUnaligned(as: Float.self),
            (entity + position.y).loadUnaligned(as: Float.self)
        )
    }

    /// What a viewer sees of the private fields of an entity with this owner and team.
    static func sees(
        _ viewer: Viewer, _ owner: UInt16, _ team: UInt16
    ) -> (owner: Bool, team: Bool) {
        guard case .player(let player, let own) = viewer else { return (false, false) }
        let isOwner = owner == UInt16(player.rawValue)
        return (isOwner, isOwner || team == UInt16(own))
    }
}
