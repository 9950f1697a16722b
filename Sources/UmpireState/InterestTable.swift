import UmpireBasics

/// A table as the server knows it, gathered once after a step for all viewers.
struct InterestTable: Sendable {
    /// The rows with all that travels, also what only some may see.
    private var rows = TableRows()
    private var owners: [UInt16] = []
    private var teams: [UInt16] = []
    private var positions: [SIMD2<Float>] = []
    private var byOwner = InterestIndex()
    private var byTeam = InterestIndex()
    private var grid = InterestGrid()
    private var lives = InterestLives()

    var count: Int { rows.ids.count }

    /// Takes note of the ids that are there at `tick`.
    mutating func follow(_ ids: [UInt16], at tick: Tick) { lives.follow(ids, at: tick) }

    /// Forgets since when its entities are there: they are those of another match.
    mutating func forget() { lives = InterestLives() }

    /// Takes the entities that lie side by side at `entities`.
    @unsafe
    mutating func gather(
        _ entities: UnsafeRawBufferPointer, _ ids: [UInt16], _ table: TableFunctions,
        at tick: Tick
    ) {
        rows.reset(width: table.plan.width)
        unsafe table.plan.appendRows(of: entities, stride: table.stride, ids: ids, to: &rows)
        owners.removeAll(keepingCapacity: true)
        teams.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        if var entity = entities.baseAddress {
            for id in ids {
                owners.append(unsafe table.places.owner(of: entity, id))
                teams.append(unsafe table.places.team(of: entity))
                if let position = unsafe table.places.position(of: entity) {
                    positions.append(SIMD2(position.x, position.y))
                }
                unsafe entity += table.stride
            }
        }
        byOwner.build(owners, keys: Limits.playersPerMatch)
        if table.places.hasTeam { byTeam.build(teams, keys: 256) }
        if table.interest.needsGrid { grid.build(positions, cell: table.interest.cell) }
        if table.interest.needsLives { lives.follow(ids, at: tick) }
    }

    /// Where the rows of a player's eyes, or of a team's, begin and end.
    func eyes(of viewer: Viewer, isTeam: Bool) -> Range<Int> {
        guard case .player(let player, let team) = viewer else { return 0..<0 }
        return isTeam
            ? byTeam.places(of: Int(team)) : byOwner.places(of: Int(player.rawValue))
    }

    /// The position of an eye.
    func eye(at place: Int, isTeam: Bool) -> SIMD2<Float> {
        positions[isTeam ? byTeam.row(at: place) : byOwner.row(at: place)]
    }

    /// The position and the owner of a row.
    func position(_ row: Int) -> SIMD2<Float> { positions[row] }
    func owner(_ row: Int) -> UInt16 { owners[row] }

    /// The row of `id`, nil when it is not there; `start` is where to look first.
    func row(of id: UInt16, from start: inout Int) -> Int? {
        let ids = rows.ids.span
        if start < ids.count && ids[start] < id { start += 1 }
        if start < ids.count && ids[start] == id { return start }
        start = rows.ids.firstIndex(notBelow: id)
        return start < ids.count && ids[start] == id ? start : nil
    }

    /// The id of a row.
    func id(_ row: Int) -> UInt16 { rows.ids[row] }

    /// Whether the entity of a row was there at `tick` already.
    func wasHere(_ row: Int, at tick: Tick) -> Bool { lives.wasHere(row, at: tick) }

    /// Adds what an eye sees anew to `inside`, and what it may go on seeing to `near`.
    func look(
        from eye: SIMD2<Float>, _ plan: InterestPlan, _ inside: inout InterestRows,
        _ near: inout InterestRows
    ) {
        grid.look(from: eye, plan, &inside, &near)
    }

    /// Adds the rows that a viewer always sees to `inside`: its own, and its team's.
    func addOwn(of viewer: Viewer, withTeam: Bool, to inside: inout InterestRows) {
        for place in eyes(of: viewer, isTeam: false) { inside.insert(byOwner.row(at: place)) }
        guard withTeam else { return }
        for place in eyes(of: viewer, isTeam: true) { inside.insert(byTeam.row(at: place)) }
    }

    /// Adds the rows of `near` to `inside` that `previous`, of `tick`, shows already.
    func keep(
        _ near: borrowing InterestRows, in previous: borrowing TableRows, of tick: Tick,
        to inside: inout InterestRows, scratch: inout InterestRows
    ) {
        scratch.reset(count: count)
        let seen = previous.ids.span
        let ids = rows.ids.span
        var next = 0
        near.forEach(notIn: inside) { row in
            while next < seen.count && seen[next] < ids[row] { next += 1 }
            guard next < seen.count, seen[next] == ids[row] else { return }
            if lives.wasHere(row, at: tick) { scratch.insert(row) }
        }
        scratch.forEach { inside.insert($0) }
    }

    /// Adds the rows of `near` to `inside` that a viewer has a name for, since `tick`.
    func keep(
        _ near: borrowing InterestRows, named names: borrowing InterestNames, since tick: Tick,
        to inside: inout InterestRows
    ) {
        for id in names.ids {
            var start = 0
            if let row = row(of: id, from: &start), near.contains(row), wasHere(row, at: tick) {
                inside.insert(row)
            }
        }
    }

    /// Copies these rows, under these ids, as `viewer` may see them.
    func copy(
        _ chosen: [Int], as ids: [UInt16], for viewer: Viewer, _ hidden: InterestColumns,
        into shown: inout TableRows
    ) {
        let width = rows.width
        shown.reset(width: width)
        shown.ids.append(contentsOf: ids)
        for (index, row) in chosen.enumerated() {
            for column in 0..<width { shown.words.append(rows.words[row * width + column]) }
            if !hidden.isEmpty { hide(row, at: index, from: viewer, hidden, in: &shown) }
        }
    }

    /// Copies all rows as `viewer` may see them.
    func copyAll(for viewer: Viewer, _ hidden: InterestColumns, into shown: inout TableRows) {
        shown.copy(rows)
        guard !hidden.isEmpty else { return }
        for row in owners.indices { hide(row, at: row, from: viewer, hidden, in: &shown) }
    }

    /// Copies the rows of `seen` as `viewer` may see them.
    func copy(
        _ seen: borrowing InterestRows, for viewer: Viewer, _ hidden: InterestColumns,
        into shown: inout TableRows
    ) {
        shown.take(seen, of: rows)
        guard !hidden.isEmpty else { return }
        var index = 0
        seen.forEach { row in
            hide(row, at: index, from: viewer, hidden, in: &shown)
            index += 1
        }
    }

    private func hide(
        _ row: Int, at index: Int, from viewer: Viewer, _ hidden: InterestColumns,
        in shown: inout TableRows
    ) {
        let sees = InterestPlaces.sees(viewer, owners[row], teams[row])
        if !sees.owner { shown.blank(hidden.owner, at: index) }
        if !sees.team { shown.blank(hidden.team, at: index) }
    }
}
