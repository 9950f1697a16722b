/// Where the contexts of a world's rows lie in the codec's tables.
///
/// Each context is 2^bits places: the nodes of a tree in dense mode, the code of each symbol in
/// speed mode. They follow each other in the order in which they are reserved here; the article
/// *Codec* lists them.
public struct CodecPlan: Sendable {
    /// The tables in order, and the scalars as one more.
    let tables: [RowContexts]
    /// All contexts in order.
    let contexts: [ContextPlan]
    /// Places of all contexts together.
    let places: Int

    /// The contexts of worlds of `shape`.
    public init(_ shape: borrowing WorldShape) {
        var reservation = ContextReservation()
        var rows: [RowContexts] = []
        for table in shape.tables { rows.append(RowContexts(table.plan, &reservation)) }
        rows.append(RowContexts(shape.scalars, &reservation))
        tables = rows
        contexts = reservation.contexts
        places = reservation.places
    }
}

/// One context: where it begins, how many symbols fit, and what is assumed of it before training.
struct ContextPlan: Sendable {
    let start: Int
    let bits: Int
    let assumption: Assumption
    /// The lengths of the symbols' codes before training.
    let lengths: [UInt8]

    /// How many symbols there are.
    var symbols: Int { lengths.count }
}

/// Hands out the places of contexts.
struct ContextReservation {
    private(set) var contexts: [ContextPlan] = []
    private(set) var places = 0

    /// Reserves a context and returns where it begins.
    mutating func one(_ bits: Int, _ assumption: Assumption) -> Int {
        let start = places
        contexts.append(
            ContextPlan(
                start: start, bits: bits, assumption: assumption, lengths: assumption.lengths))
        places += 1 << bits
        return start
    }

    /// Reserves contexts side by side and returns where the first begins.
    mutating func many(_ count: Int, _ bits: Int, _ assumption: (Int) -> Assumption) -> Int {
        let start = places
        for index in 0..<count { _ = one(bits, assumption(index)) }
        return start
    }
}

/// The contexts of one kind of row, and what the codec must know of its fields.
struct RowContexts: Sendable {
    /// Whether anything of the table changes.
    let change: Int
    /// Rows that go: how many, and old rows between them.
    let goneCount: Int
    let goneGap: Int
    /// Rows that change although they did not last time.
    let coldCount: Int
    let coldGap: Int
    /// Rows that come: how many, and ids between them.
    let newCount: Int
    let newGap: Int
    /// Dense mode: whether a row that changed last time does so again, in `RowContexts.flagLevels`.
    let rowFlag: Int
    /// Speed mode: what becomes of such a row, a `RowSymbol` in `RowContexts.rowLevels` contexts.
    let row: Int
    /// Speed mode, four fields each: of rows that changed last time, that did not, that are new.
    let hotMask: Int
    let coldMask: Int
    let newMask: Int
    /// The fields in order.
    let fields: [FieldContexts]

    /// Contexts of `rowFlag`: up to seven moving fields, each in 16 levels.
    static let flagLevels = 128
    /// Contexts of `row`: three numbers of moving fields, each in 16 levels.
    static let rowLevels = 48
    /// Bits of a symbol for four fields.
    static let maskBits = 4

    init(_ plan: RowPlan, _ reservation: inout ContextReservation) {
        change = reservation.one(1, .even)
        goneCount = reservation.one(Magnitude.tokenBits, .level(1))
        goneGap = reservation.one(Magnitude.tokenBits, .level(6))
        coldCount = reservation.one(Magnitude.tokenBits, .level(3))
        coldGap = reservation.one(Magnitude.tokenBits, .level(8))
        newCount = reservation.one(Magnitude.tokenBits, .level(1))
        newGap = reservation.one(Magnitude.tokenBits, .level(1))
        rowFlag = reservation.many(RowContexts.flagLevels, 1) { _ in .even }
        row = reservation.many(RowContexts.rowLevels, RowSymbol.bits) { _ in .row }
        let width = plan.width
        let groups = (width + 3) / 4
        hotMask = reservation.many(groups, RowContexts.maskBits) {
            .mask(fields: min(4, width - 4 * $0))
        }
        coldMask = reservation.many(groups, RowContexts.maskBits) {
            .mask(fields: min(4, width - 4 * $0))
        }
        newMask = reservation.many(groups, RowContexts.maskBits) {
            .mask(fields: min(4, width - 4 * $0))
        }
        var fields: [FieldContexts] = []
        for field in plan.fields {
            fields.append(FieldContexts(field, after: fields.last, &reservation))
        }
        self.fields = fields
    }
}

/// What becomes of a row that changed last time.
enum RowSymbol {
    static let bits = 2
    /// It changes, and only in the fields that moved.
    static let moves = 0
    /// It is as before.
    static let stays = 1
    /// It changes, also in fields that did not move.
    static let more = 2
    /// It changes exactly as expected: all errors are 0.
    static let exact = 3
}

/// How one field is coded, and where its contexts are.
struct FieldContexts: Sendable {
    /// What the words of a field mean to the codec.
    enum Kind: Sendable {
        /// A quantity: predicted, and its error sent.
        case quantity
        /// One of few values: the difference, modulo their number, is a symbol.
        case choice
        /// One of many values without order: raw.
        case label
    }

    let kind: Kind
    /// The greatest word.
    let limit: UInt32
    /// Bits of the word.
    let bits: Int
    /// Whether a word above the limit is one from the bottom again.
    let wraps: Bool
    /// Whether it is of the same kind as the field before, whose errors tell of its own.
    let followsKind: Bool
    /// Dense mode: the first of the contexts for whether it changes; see `FlagContext`.
    let flags: Int
    /// The first of the contexts for what is sent; see `ErrorContext`.
    let symbols: Int
    /// The first of the contexts for the error's sign.
    let signs: Int

    var isQuantity: Bool { kind == .quantity }

    /// A choice has at most 16 values.
    static let choiceBits = 4

    /// Only what the schema tells clients may decide.
    init(_ field: FieldPlan, after last: FieldContexts?, _ reservation: inout ContextReservation) {
        let coding = field.coding
        limit = coding.limit
        bits = Int(coding.bits)
        let isFew = limit > 0 && limit < 1 << UInt32(FieldContexts.choiceBits)
        switch coding.kind {
        case .bool: kind = .choice
        case .enumeration: kind = isFew ? .choice : .label
        case .integer, .quantised, .float32, .angle: kind = isFew ? .choice : .quantity
        }
        let isFull = limit == .max >> UInt32(32 - coding.bits)
        wraps = coding.kind == .float32 || field.hint == .angle && isFull
        flags = reservation.many(FlagContext.count, 1) { _ in .even }
        switch kind {
        case .quantity:
            symbols = reservation.many(ErrorContext.count, Magnitude.tokenBits) { .level($0) }
            signs = reservation.many(ErrorContext.signs, 1) { _ in .even }
            followsKind = last.map { $0.isLike(coding) } ?? false
        case .choice:
            symbols = reservation.one(FieldContexts.choiceBits, .choice(limit: Int(limit)))
            signs = 0
            followsKind = false
        case .label:
            symbols = 0
            signs = 0
            followsKind = false
        }
    }

    /// Whether errors of this field are of the size of those of one coded as `coding`.
    private func isLike(_ coding: FieldCoding) -> Bool {
        guard case .quantity = kind else { return false }
        return bits.distance(to: Int(coding.bits)).magnitude <= 3
    }
}
