/// One field of a world at twice its step: a choice that a developer has to send fewer bytes.
///
/// The same snapshots can be encoded with both shapes, to know what the choice would save.
public struct CoarserField: Sendable {
    /// The shape of the world with the doubled step, and half as many of them.
    public let shape: WorldShape
    /// The step in the schema, in the field's own unit.
    public let step: Double
    /// Whether the field is a direction, and its unit a turn.
    public let isTurn: Bool

    /// The table's index; the scalars have the one behind the last.
    private let table: Int
    private let column: Int
    /// The greatest word with the doubled step.
    private let limit: UInt32
    /// Whether the word above the limit is 0 again.
    private let wraps: Bool

    /// Twice the step.
    public var doubledStep: Double { 2 * step }

    /// Doubles the step of a field; nil when it has none, or no second step left.
    ///
    /// `part`: the field's index in `FieldBits.parts` of a description with this shape.
    public init?(_ shape: WorldShape, part: Int) {
        guard let place = CoarserField.place(of: part, in: shape) else { return nil }
        let plan = place.table < shape.tables.count ? shape.tables[place.table].plan : shape.scalars
        let field = plan.fields[place.column]
        let coding = field.coding
        guard coding.kind == .quantised || coding.kind == .angle, coding.limit > 1 else {
            return nil
        }
        let isFull = coding.limit == .max >> UInt32(32 - coding.bits)
        table = place.table
        column = place.column
        step = coding.step
        limit = coding.limit / 2
        isTurn = coding.kind == .angle
        wraps = isTurn || field.hint == .angle && isFull
        self.shape = shape.replacing(table, by: plan.doublingStep(at: column))
    }

    /// Makes a snapshot of the original shape one of the coarser shape.
    ///
    /// Words are halved and rounded up; only one above the new limit is brought down to it, or is 0
    /// again where directions go around.
    public func coarsen(_ snapshot: inout Snapshot) {
        guard table < snapshot.tables.count else {
            snapshot.scalars[column] = halved(snapshot.scalars[column])
            return
        }
        let width = snapshot.tables[table].width
        for row in snapshot.tables[table].ids.indices {
            let word = snapshot.tables[table].words[row * width + column]
            snapshot.tables[table].words[row * width + column] = halved(word)
        }
    }

    private func halved(_ word: UInt32) -> UInt32 {
        let half = word / 2 + word % 2
        guard half > limit else { return half }
        return wraps ? 0 : limit
    }

    /// The parts of a table are its ids and masks, then its fields.
    private static func place(of part: Int, in shape: WorldShape) -> (table: Int, column: Int)? {
        guard part >= 0 else { return nil }
        var left = part
        for (index, plan) in (shape.tables.map(\.plan) + [shape.scalars]).enumerated() {
            if left <= plan.width { return left == 0 ? nil : (index, left - 1) }
            left -= plan.width + 1
        }
        return nil
    }
}

extension WorldShape {
    fileprivate func replacing(_ table: Int, by plan: RowPlan) -> WorldShape {
        guard table < tables.count else { return WorldShape(tables: tables, scalars: plan) }
        var tables = tables
        let old = tables[table]
        tables[table] = Table(name: old.name, plan: plan, isLimited: old.isLimited)
        return WorldShape(tables: tables, scalars: scalars)
    }
}

extension RowPlan {
    /// The travelling fields, with twice the step of the one at `column`.
    fileprivate func doublingStep(at column: Int) -> RowPlan {
        var plans = fields
        plans[column] = plans[column].doublingStep()
        return RowPlan(plans.map { Field(coarser: $0) }, of: CoarserField.self)
    }
}

extension FieldPlan {
    fileprivate func doublingStep() -> FieldPlan {
        FieldPlan(
            name: name, was: was, hint: hint, cases: cases,
            coding: FieldCoding(
                offset: coding.offset, storage: coding.storage, kind: coding.kind,
                limit: coding.limit / 2, minimum: coding.minimum, floor: coding.floor,
                step: 2 * coding.step, audience: coding.audience))
    }
}

extension Field {
    fileprivate init(coarser plan: FieldPlan) { self.plan = plan }
}
