/// How one row moved from the predecessor to the baseline, and where it is expected now.
struct RowMotion: Sendable {
    /// Quantities and rotations that moved, a bit for each column.
    private(set) var active: UInt64 = 0
    /// Those of them that are rotations.
    private(set) var turned: UInt64 = 0
    /// How far they moved together.
    private(set) var distance: UInt32 = 0
    /// By column; of what moved.
    private var expectations: [Expectation] = []
    /// By column; of rotations that moved.
    private var rotations: [RotationExpectation] = []
    private var groups: [GroupMotion] = []

    /// Of a row of which no movement is known.
    mutating func rest(_ terms: borrowing TableTerms) {
        active = 0
        turned = 0
        distance = 0
        reserve(terms)
        RowMotion.rest(&groups, terms)
    }

    /// Of a row that was `older` in the predecessor and is `old` in the baseline.
    mutating func move(
        _ old: Span<UInt32>, _ older: Span<UInt32>, _ terms: borrowing TableTerms
    ) {
        reserve(terms)
        (active, distance) = RowMotion.move(old, older, terms, &expectations, &groups)
        turned = terms.contexts.hasRotations ? turn(old, older, terms) : 0
        active |= turned
    }

    /// Makes room for the fields and groups of a table.
    @inline(__always)
    private mutating func reserve(_ terms: borrowing TableTerms) {
        if expectations.count < terms.width || groups.count < terms.contexts.groups {
            grow(terms)
        }
    }

    @inline(never)
    private mutating func grow(_ terms: borrowing TableTerms) {
        let (fields, count) = (terms.width, terms.contexts.groups)
        expectations = [Expectation](
            repeating: Expectation(), count: max(fields, expectations.count))
        groups = [GroupMotion](repeating: GroupMotion(), count: max(count, groups.count))
    }

    private static func rest(_ groups: inout [GroupMotion], _ terms: borrowing TableTerms) {
        var all = groups.mutableSpan
        for group in 0..<terms.contexts.groups { all[group] = GroupMotion() }
    }

    @inline(__always)
    private static func move(
        _ old: Span<UInt32>, _ older: Span<UInt32>, _ terms: borrowing TableTerms,
        _ expectations: inout [Expectation], _ groups: inout [GroupMotion]
    ) -> (active: UInt64, distance: UInt32) {
        let fields = terms.contexts.fields.span
        let moves = terms.moves.span
        let ages = terms.ages
        var known = expectations.mutableSpan
        var groups = groups.mutableSpan
        for group in 0..<terms.contexts.groups { groups[group] = GroupMotion() }
        var active: UInt64 = 0
        var distance: UInt32 = 0
        for column in fields.indices where old[column] != older[column] {
            let field = fields[column]
            var group = groups[field.group]
            if field.isQuantity {
                active |= 1 &<< UInt64(truncatingIfNeeded: column)
                let step = field.step(to: old[column], from: older[column])
                distance &+= UInt32(truncatingIfNeeded: min(step.magnitude, 0xFFFF))
                let expectation = Expectation(
                    field, old: old[column], step: step, moves: moves[column], ages)
                known[column] = expectation
                group.distance &+= expectation.distance
                group.moved &+= 1
            } else if field.kind != .rotation {
                group.wasShaken = true
            }
            groups[field.group] = group
        }
        return (active, distance)
    }

    /// The rotations of a row, which are left to themselves: other tables pay nothing for them.
    @inline(never)
    private mutating func turn(
        _ old: Span<UInt32>, _ older: Span<UInt32>, _ terms: borrowing TableTerms
    ) -> UInt64 {
        var turned: UInt64 = 0
        let fields = terms.contexts.fields.span
        if rotations.count < fields.count {
            rotations = [RotationExpectation](
                repeating: RotationExpectation(), count: fields.count)
        }
        for column in fields.indices where old[column] != older[column] {
            let field = fields[column]
            guard field.kind == .rotation else { continue }
            let turn = RotationExpectation(
                field.rotation, old: old[column], older: older[column],
                moves: terms.moves[column], terms.ages)
            turned |= 1 << UInt64(column)
            distance &+= turn.distance
            rotations[column] = turn
            expectations[column] = Expectation(turn)
            groups[field.group].distance &+= turn.meanChange
            groups[field.group].moved &+= 1
        }
        return turned
    }

    /// Whether all that moved is where it was expected.
    @inline(__always)
    func isExpected(_ now: Span<UInt32>) -> Bool {
        let known = expectations.span
        var rest = active
        while rest != 0 {
            let column = rest.trailingZeroBitCount
            rest &= rest &- 1
            if known[column].word != now[column] { return false }
        }
        return true
    }

    /// Where what moved is expected.
    @inline(__always)
    func expectation(_ column: Int) -> Expectation { expectations[column] }

    /// Where a rotation that moved is expected.
    @inline(__always)
    func rotation(_ column: Int) -> RotationExpectation { rotations[column] }

    /// What a group tells of its fields.
    @inline(__always)
    func group(_ index: Int) -> GroupMotion { groups[index] }
}

/// How the fields of a group moved.
struct GroupMotion: Sendable {
    /// How far it is expected to move, and how many of its fields moved.
    fileprivate(set) var distance: UInt32 = 0
    fileprivate(set) var moved: UInt32 = 0
    /// Whether a choice or label changed last time.
    fileprivate(set) var wasShaken = false
}

/// What the fields of a row that were coded so far say of the next one of their group.
struct RowErrors {
    private var group = -1
    private var sum: UInt32 = 0
    private var count: UInt32 = 0
    /// How far the group's quantities moved, in the mean.
    private var distance: UInt32 = 0
    private var isShaken = false
    private var wasShaken = false

    /// Comes to a field of a group.
    @inline(__always)
    mutating func enter(_ group: Int, _ motion: borrowing RowMotion) {
        guard group != self.group else { return }
        self.group = group
        let known = motion.group(group)
        sum = 0
        count = 0
        distance = known.moved == 0 ? 0 : known.distance / known.moved
        isShaken = false
        wasShaken = known.wasShaken
    }

    /// A quantity of the group is wrong by so much.
    @inline(__always)
    mutating func add(_ error: UInt32) {
        sum &+= min(error, 0xFFFF)
        count &+= 1
    }

    /// A choice or label of the group changes.
    @inline(__always)
    mutating func shake() { isShaken = true }

    /// Which of the next quantity's contexts its error is in.
    @inline(__always)
    var context: Int {
        if isShaken { return ErrorContext.shaken }
        if wasShaken { return ErrorContext.wasShaken }
        return ErrorContext.level(ofEnergy: distance &+ scaledMean)
    }

    /// 8 × mean error; a sum of 64 fields' is far from what does not fit.
    @inline(__always)
    private var scaledMean: UInt32 {
        // Groups have three fields mostly, and to divide takes longer than all else here.
        switch count {
        case 0: 0
        case 1: sum &* 8
        case 2: sum &* 4
        default: sum &* 8 / count
        }
    }
}
