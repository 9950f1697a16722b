/// How one row word of one schema becomes a row word of another.
enum SchemaMappingRule: Sendable {
    /// The words mean the same.
    case same
    /// Whole numbers: by value, exactly.
    case integer(from: FieldCoding, to: FieldCoding)
    /// Numbers of any kind: by value, to the nearest that the receiver can hold.
    case number(from: FieldCoding, to: FieldCoding)
    /// Directions: by value, around the circle.
    case angle(from: FieldCoding, to: FieldCoding)
    /// Orientations: the nearest word.
    case rotation(from: RotationCoding, to: RotationCoding)
    /// Cases by name: the receiver's word for each of the sender's.
    case cases([UInt32])
    /// The sender has no such field.
    case constant(UInt32)

    /// The rule for a field of the sender that the receiver knows as `to`.
    init(
        from: FieldPlan, to: FieldPlan, at place: String, gaps: inout [SchemaMappingGap]
    ) {
        let isTurning = (from.hint == .angle, to.hint == .angle)
        switch (from.coding.kind, to.coding.kind) {
        case (.bool, .bool), (.float32, .float32):
            self = .same
        case (.enumeration, .enumeration):
            self = .cases(SchemaMappingRule.words(from.cases, to.cases, place, &gaps))
        case (.rotation, .rotation):
            let isSame = from.coding.limit == to.coding.limit
            self = isSame ? .same : .rotation(from: from.coding.rotation, to: to.coding.rotation)
        case (.bool, _), (_, .bool), (.enumeration, _), (_, .enumeration), (.rotation, _),
            (_, .rotation):
            self = .constant(0)
            gaps.append(.otherKind(place))
        default:
            if from.coding.means(the: to.coding), isTurning.0 == isTurning.1 {
                self = .same
            } else if isTurning == (false, false) {
                let isWhole = from.coding.kind == .integer && to.coding.kind == .integer
                self =
                    isWhole
                    ? .integer(from: from.coding, to: to.coding)
                    : .number(from: from.coding, to: to.coding)
            } else if isTurning == (true, true), from.coding.circle == to.coding.circle,
                from.coding.circle != nil
            {
                self = .angle(from: from.coding, to: to.coding)
            } else {
                self = .constant(0)
                gaps.append(.otherKind(place))
            }
        }
    }

    /// What a field is when nobody says anything: the value nearest to 0, false, the first case,
    /// not turned.
    init(idle field: FieldPlan) {
        let coding = field.coding
        self =
            switch coding.kind {
            case .integer: .constant(coding.nearest(to: Int64(0)))
            case .rotation: .constant(coding.rotation.word(of: .identity))
            case .bool, .quantised, .angle, .float32, .enumeration:
                .constant(coding.nearest(to: 0.0))
            }
    }

    /// The receiver's word; any word of the sender gives one within the receiver's limit.
    func word(_ word: UInt32) -> UInt32 {
        switch self {
        case .same: word
        case .integer(let from, let to):
            to.nearest(to: from.minimum &+ Int64(min(word, from.limit)))
        case .number(let from, let to): to.nearest(to: from.number(word))
        case .angle(let from, let to): to.turned(to: from.number(word))
        case .rotation(let from, let to): to.word(of: from.rotation(of: word))
        case .cases(let words): words.indices.contains(Int(word)) ? words[Int(word)] : 0
        case .constant(let word): word
        }
    }

    private static func words(
        _ from: [String], _ to: [String], _ place: String, _ gaps: inout [SchemaMappingGap]
    ) -> [UInt32] {
        from.map { name in
            if let index = to.firstIndex(of: name) { return UInt32(index) }
            gaps.append(.unknownCase(place, name: name))
            return 0
        }
    }
}

// MARK: - Row word to value and back, without memory

extension FieldCoding {
    /// Whether each row word is the same value in both.
    fileprivate func means(the other: FieldCoding) -> Bool {
        limit == other.limit && minimum == other.minimum && floor == other.floor
            && step == other.step && (kind == .integer) == (other.kind == .integer)
            && (kind == .float32) == (other.kind == .float32)
    }

    /// How much is once around; nil where nothing goes around.
    fileprivate var circle: Double? {
        switch kind {
        case .integer: Double(UInt64(1) << UInt64(bits))
        case .quantised, .angle: Double(UInt64(1) << UInt64(bits)) * step
        case .bool, .float32, .enumeration, .rotation: nil
        }
    }

    /// The lower bound, whatever the kind.
    private var origin: Double { kind == .integer ? Double(minimum) : floor }

    /// The value of a word; one above the limit counts as the limit.
    fileprivate func number(_ word: UInt32) -> Double {
        switch kind {
        case .float32: Double(Float(bitPattern: word))
        case .integer: Double(minimum &+ Int64(min(word, limit)))
        case .bool, .quantised, .angle, .enumeration, .rotation:
            origin + Double(min(word, limit)) * step
        }
    }

    /// The word of the whole number nearest to `value`.
    fileprivate func nearest(to value: Int64) -> UInt32 {
        let distance = value.subtractingReportingOverflow(minimum)
        if distance.overflow { return value < minimum ? 0 : limit }
        return UInt32(clamping: min(max(distance.partialValue, 0), Int64(limit)))
    }

    /// The word of the number nearest to `value`; of two the upper, of no number the lower bound.
    fileprivate func nearest(to value: Double) -> UInt32 {
        if kind == .float32 {
            let greatest = Double(Float.greatestFiniteMagnitude)
            return Float(value > greatest ? greatest : value < -greatest ? -greatest : value)
                .bitPattern
        }
        let scaled = (value - origin) / step + 0.5
        guard scaled >= 1 else { return 0 }
        return scaled < Double(limit) ? UInt32(scaled) : limit
    }

    /// The word of the direction nearest to `value`, however often around it is.
    fileprivate func turned(to value: Double) -> UInt32 {
        let scaled = (value - origin) / step + 0.5
        guard scaled.magnitude < 0x1p62 else { return 0 }
        let whole = Int64(scaled)
        let below = Double(whole) > scaled ? whole - 1 : whole
        return min(UInt32(truncatingIfNeeded: below & ((1 << Int64(bits)) - 1)), limit)
    }
}
