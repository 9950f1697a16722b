public import UmpireBasics

/// The flat plan of one kind of row: what the schema became.
public struct RowPlan: Sendable {
    /// The fields that travel, in order.
    public let fields: [FieldPlan]
    /// All fields, with those that the server keeps, in the order of the schema.
    let exact: [FieldPlan]
    let codings: [FieldCoding]
    private let exactCodings: [FieldCoding]
    /// Bits of each travelling field.
    let bits: [UInt8]
    /// Whether some travelling field is not for everyone.
    @usableFromInline let hasPrivateFields: Bool

    init<Root>(_ fields: [Field<Root>], of root: Root.Type) {
        exact = fields.map(\.plan)
        self.fields = exact.filter { $0.audience != .server }
        codings = self.fields.map(\.coding)
        exactCodings = exact.map(\.coding)
        bits = codings.map(\.bits)
        hasPrivateFields = self.fields.contains { $0.audience != .everyone }
        require(
            exact.count <= Limits.fieldsPerRow,
            "\(Root.self) has at most \(Limits.fieldsPerRow) fields")
        require(
            Set(exact.map(\.name)).count == exact.count,
            "the fields of \(Root.self) have names of their own")
    }

    /// Words of one row.
    public var width: Int { fields.count }

    /// Bits of one row when each field is written raw.
    public var rawBits: Int { fields.reduce(0) { $0 + $1.bits } }

    /// Appends the row of the value at `entity`, with 0 for the fields that `viewer` may not see.
    @usableFromInline
    @unsafe
    func appendRow(
        of entity: UnsafeRawPointer, to words: inout [UInt32], seesOwner: Bool, seesTeam: Bool
    ) {
        for field in codings {
            let isVisible =
                switch field.audience {
                case .everyone: true
                case .owner: seesOwner
                case .team: seesTeam
                case .server: false
                }
            words.append(isVisible ? unsafe field.word(in: entity) : 0)
        }
    }

    /// Appends the ids and rows of entities that lie side by side, `stride` bytes apart, and that
    /// everyone sees.
    @usableFromInline
    @unsafe
    func appendRows(
        of entities: UnsafeRawBufferPointer, stride: Int, ids: [UInt16], to rows: inout TableRows
    ) {
        rows.ids.append(contentsOf: ids)
        guard var entity = entities.baseAddress else { return }
        rows.words.append(contentsOf: repeatElement(0, count: codings.count * ids.count))
        unsafe rows.words.withUnsafeMutableBufferPointer { words in
            var next = 0
            for _ in ids.indices {
                for field in codings {
                    unsafe words[next] = field.word(in: entity)
                    next += 1
                }
                unsafe entity += stride
            }
        }
    }

    /// Appends the ids and rows of entities that lie side by side, with 0 for the fields that
    /// `viewer` may not see.
    @usableFromInline
    @unsafe
    func appendRows(
        of entities: UnsafeRawBufferPointer, stride: Int, ids: [UInt16], _ places: InterestPlaces,
        for viewer: Viewer, to rows: inout TableRows
    ) {
        rows.ids.append(contentsOf: ids)
        guard var entity = entities.baseAddress else { return }
        for id in ids {
            let sees = InterestPlaces.sees(
                viewer, unsafe places.owner(of: entity, id), unsafe places.team(of: entity))
            unsafe appendRow(
                of: entity, to: &rows.words, seesOwner: sees.owner, seesTeam: sees.team)
            unsafe entity += stride
        }
    }

    /// Takes ids and exact values of entities that lie side by side into `hasher`.
    @usableFromInline
    @unsafe
    func hashRows(
        _ entities: UnsafeRawBufferPointer, stride: Int, ids: [UInt16],
        into hasher: inout StateHasher
    ) {
        guard var entity = entities.baseAddress else { return }
        for id in ids {
            hasher.combine(UInt64(id))
            unsafe hash(entity, into: &hasher)
            unsafe entity += stride
        }
    }

    /// Takes the exact value at `entity` into `hasher`.
    @usableFromInline
    @unsafe
    func hash(_ entity: UnsafeRawPointer, into hasher: inout StateHasher) {
        for field in exactCodings { unsafe field.hash(entity, into: &hasher) }
    }

    /// Puts the rows of `words` into entities that lie side by side, `stride` bytes apart.
    @usableFromInline
    @unsafe
    func putRows(
        _ words: borrowing [UInt32], into entities: UnsafeMutableRawBufferPointer, stride: Int
    ) {
        guard var entity = entities.baseAddress else { return }
        let end = unsafe entity + entities.count
        let codings = codings.span
        let words = words.span
        var next = 0
        while unsafe entity < end, next + codings.count <= words.count {
            for column in codings.indices {
                unsafe codings[column].put(words[next + column], into: entity)
            }
            next += codings.count
            unsafe entity += stride
        }
    }

    /// Puts a row into the value at `entity`.
    @usableFromInline
    @unsafe
    func put(_ words: ArraySlice<UInt32>, into entity: UnsafeMutableRawPointer) {
        for (field, word) in zip(codings, words) { unsafe field.put(word, into: entity) }
    }
}

/// The row plan of one `Replicable`, checked against its stored properties.
public struct Replica<Value: Replicable>: Sendable {
    /// The plan that the codec uses.
    public let plan: RowPlan
    /// All zero bytes, kept because making it anew costs a third of `value(of:)`.
    @usableFromInline let blank: Value

    /// Resolves the schema of `Value`, and stops with its name when it is not complete.
    public init(_ type: Value.Type = Value.self) {
        plan = RowPlan(Value.schema.fields, of: Value.self)
        blank = Replica.zeroBytes
        LayoutCheck.requireComplete(plan.exact, blank)
    }

    /// The row of `value` as its owner sees it, appended to `words`.
    @inlinable
    public func appendRow(of value: Value, to words: inout [UInt32]) {
        unsafe withUnsafePointer(to: value) {
            unsafe plan.appendRow(
                of: UnsafeRawPointer($0), to: &words, seesOwner: true, seesTeam: true)
        }
    }

    /// The value of a row; every row gives a value inside the declared ranges.
    @inlinable
    public func value(of words: ArraySlice<UInt32>) -> Value {
        var value = blank
        unsafe withUnsafeMutablePointer(to: &value) {
            unsafe plan.put(words, into: UnsafeMutableRawPointer($0))
        }
        return value
    }

    /// All zero bytes: a valid value, because the fields are numbers, truth values and
    /// enumerations.
    private static var zeroBytes: Value {
        unsafe withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { place in
            let raw = UnsafeMutableRawBufferPointer(place)
            unsafe raw.initializeMemory(as: UInt8.self, repeating: 0)
            return unsafe place[0]
        }
    }
}
