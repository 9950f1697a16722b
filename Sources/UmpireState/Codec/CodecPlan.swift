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
    /// How many shapes the contexts have.
    let shapes: Int
    /// Dense mode: `DecisionTree.children` of all contexts, by 2 × (start + node) + bit.
    let children: [UInt8]
    /// Dense mode: `DecisionTree.paths` of all contexts, by place.
    let paths: [UInt16]

    /// The contexts of worlds of `shape`.
    public init(_ shape: borrowing WorldShape) {
        var reservation = ContextReservation()
        var rows: [RowContexts] = []
        for table in shape.tables { rows.append(RowContexts(table.plan, &reservation)) }
        rows.append(RowContexts(shape.scalars, &reservation))
        tables = rows
        contexts = reservation.contexts
        places = reservation.places
        shapes = reservation.shapes.count
        var children: [UInt8] = []
        var paths: [UInt16] = []
        children.reserveCapacity(2 * places)
        paths.reserveCapacity(places)
        // Whole contexts at once: there are thousands of them, of a few shapes.
        for context in contexts {
            children += context.shape.children
            paths += context.shape.paths
        }
        self.children = children
        self.paths = paths
    }
}

/// One context: where it begins, how many symbols fit, and what is assumed of it before training.
struct ContextPlan: Sendable {
    let start: Int
    let bits: Int
    let shape: ContextShape

    /// The lengths of the symbols' codes before training.
    var lengths: [UInt8] { shape.lengths }
    /// How many symbols there are.
    var symbols: Int { shape.lengths.count }
}

/// What contexts share of which the same is assumed.
struct ContextShape: Sendable {
    let assumption: Assumption
    /// The lengths of the symbols' codes before training.
    let lengths: [UInt8]
    let tree: DecisionTree
    /// Its place among the shapes of a plan.
    let number: Int
    /// The lengths, and what the tree has, of all places of a context.
    let allLengths: [UInt8]
    let children: [UInt8]
    let paths: [UInt16]

    init(_ assumption: Assumption, bits: Int, number: Int) {
        self.assumption = assumption
        self.number = number
        lengths = assumption.lengths
        tree = DecisionTree(lengths)
        let places = 1 << bits
        allLengths = ContextShape.filled(lengths, to: places)
        children = ContextShape.filled(tree.children, to: 2 * places)
        paths = ContextShape.filled(tree.paths, to: places)
    }

    private static func filled<Word: FixedWidthInteger>(_ words: [Word], to count: Int) -> [Word] {
        words + [Word](repeating: 0, count: count - words.count)
    }
}

/// Hands out the places of contexts.
struct ContextReservation {
    private(set) var contexts: [ContextPlan] = []
    private(set) var places = 0
    private(set) var shapes: [ContextShape] = []

    /// Reserves a context and returns where it begins.
    mutating func one(_ bits: Int, _ assumption: Assumption) -> Int {
        let start = places
        contexts.append(ContextPlan(start: start, bits: bits, shape: shape(assumption, bits)))
        places += 1 << bits
        return start
    }

    /// Reserves contexts side by side and returns where the first begins.
    mutating func many(_ count: Int, _ bits: Int, _ assumption: (Int) -> Assumption) -> Int {
        let start = places
        for index in 0..<count { _ = one(bits, assumption(index)) }
        return start
    }

    private mutating func shape(_ assumption: Assumption, _ bits: Int) -> ContextShape {
        if let known = shapes.first(where: { $0.assumption == assumption }) { return known }
        let shape = ContextShape(assumption, bits: bits, number: shapes.count)
        shapes.append(shape)
        return shape
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
    /// Speed mode: how many more rows are exactly as expected.
    let exactRun: Int
    /// Speed mode, four fields each: of rows that changed last time, that did not, that are new.
    let hotMask: Int
    let coldMask: Int
    let newMask: Int
    /// The fields in order.
    let fields: [FieldContexts]
    /// How many groups the fields are in.
    let groups: Int
    /// Whether some field is a rotation.
    let hasRotations: Bool

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
        exactRun = reservation.one(Magnitude.tokenBits, .level(1))
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
        self.groups = fields.last.map { $0.group + 1 } ?? 0
        hasRotations = fields.contains { $0.kind == .rotation }
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
    /// It changes exactly as expected: all errors are 0. How many more rows do so too follows.
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
        /// An orientation: predicted, and the errors of three numbers sent.
        case rotation
    }

    let kind: Kind
    /// The greatest word.
    let limit: UInt32
    /// Bits of the word.
    let bits: Int
    /// Whether a word above the limit is one from the bottom again.
    let wraps: Bool
    /// Which of the row's groups it is in, from 0: a group is quantities of one kind side by side,
    /// whose errors tell of each other, and the choices and labels right before them.
    let group: Int
    /// Dense mode: the first of the contexts for whether it changes; see `FlagContext`.
    let flags: Int
    /// The first of the contexts for what is sent; see `ErrorContext`.
    let symbols: Int
    /// The first of the contexts for the error's sign.
    let signs: Int

    var isQuantity: Bool { kind == .quantity }
    /// Whether it is expected to go on as it went.
    var isPredicted: Bool { kind == .quantity || kind == .rotation }
    /// A rotation: the first of the contexts for which part is left out, right before `symbols`.
    var largest: Int { symbols - LargestContext.count << LargestContext.bits }
    /// How a rotation's words are made.
    var rotation: RotationCoding { RotationCoding(bits: bits / 3) }
    /// How many error contexts there are: of a rotation twice as many, for the first of its numbers
    /// and for the other two.
    var errors: Int {
        switch kind {
        case .quantity: ErrorContext.count
        case .rotation: 2 * ErrorContext.count
        case .choice, .label: 0
        }
    }

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
        case .rotation: kind = .rotation
        case .integer, .quantised, .float32, .angle: kind = isFew ? .choice : .quantity
        }
        let isFull = limit == .max >> UInt32(32 - coding.bits)
        wraps = coding.kind == .float32 || field.hint == .angle && isFull
        flags = reservation.many(FlagContext.count, 1) { _ in .even }
        let before = last?.group ?? 0
        if let last, last.isPredicted, kind != .quantity || !last.isLike(coding) {
            group = before + 1
        } else {
            group = before
        }
        switch kind {
        case .rotation:
            _ = reservation.many(LargestContext.count, LargestContext.bits) { _ in .row }
            symbols = reservation.many(2 * ErrorContext.count, Magnitude.tokenBits) {
                .level($0 % ErrorContext.count)
            }
            signs = reservation.many(ErrorContext.signs, 1) { _ in .even }
        case .quantity:
            symbols = reservation.many(ErrorContext.count, Magnitude.tokenBits) { .level($0) }
            signs = reservation.many(ErrorContext.signs, 1) { _ in .even }
        case .choice:
            symbols = reservation.one(FieldContexts.choiceBits, .choice(limit: Int(limit)))
            signs = 0
        case .label:
            symbols = 0
            signs = 0
        }
    }

    /// Whether errors of this quantity are of the size of those of one coded as `coding`.
    private func isLike(_ coding: FieldCoding) -> Bool {
        isQuantity && bits.distance(to: Int(coding.bits)).magnitude <= 3
    }
}
