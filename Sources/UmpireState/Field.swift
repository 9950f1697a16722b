public import UmpireBasics

/// One property of a `Replicable` and how it travels.
///
/// A key path is resolved once, here, to a byte offset; nothing looks at it again. `was` is the
/// name that the field had in an earlier version: clients of either version find it under both.
public struct Field<Root>: Sendable {
    let plan: FieldPlan

    /// A truth value: 1 bit.
    public init(
        _ name: String, _ path: KeyPath<Root, Bool>,
        _ hint: Hint = .none, audience: Audience = .everyone, was: String? = nil
    ) {
        plan = FieldPlan(
            name: name, was: was, hint: hint, cases: [],
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: .bool, kind: .bool, limit: 1,
                audience: audience))
    }

    /// A whole number in `range`: as many bits as the range needs, at most 32.
    ///
    /// Without a range the type's own is taken, which must fit 32 bits.
    public init<Value: FixedWidthInteger & BitwiseCopyable>(
        _ name: String, _ path: KeyPath<Root, Value>, in range: ClosedRange<Value>? = nil,
        _ hint: Hint = .none, audience: Audience = .everyone, was: String? = nil
    ) {
        let bounds = range ?? Value.min...Value.max
        let minimum = Int64(clamping: bounds.lowerBound)
        let span = Int64(clamping: bounds.upperBound).subtractingReportingOverflow(minimum)
        require(
            !span.overflow && span.partialValue <= Int64(UInt32.max),
            "field \(name) needs `in:` with a range of at most 32 bits")
        plan = FieldPlan(
            name: name, was: was, hint: hint, cases: [],
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: Field.storage(of: Value.self, name),
                kind: .integer, limit: UInt32(span.partialValue), minimum: minimum,
                audience: audience))
    }

    /// A number in `range`, rounded to the nearest multiple of `step` above its lower bound.
    ///
    /// The step divides the range. Both are taken as the decimals they were written as (0.05), not
    /// as the nearest `Float`, so that a client in any language computes the same.
    public init(
        _ name: String, _ path: KeyPath<Root, Float>, in range: ClosedRange<Float>, step: Float,
        _ hint: Hint = .none, audience: Audience = .everyone, was: String? = nil
    ) {
        let floor = Field.decimal(range.lowerBound)
        let steps = Field.steps(Field.decimal(range.upperBound) - floor, step, name)
        plan = FieldPlan(
            name: name, was: was, hint: hint, cases: [],
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: .float, kind: .quantised,
                limit: steps, floor: floor, step: Field.decimal(step), audience: audience))
    }

    /// A number at full precision: 32 bits.
    public init(
        _ name: String, _ path: KeyPath<Root, Float>,
        _ hint: Hint = .none, audience: Audience = .everyone, was: String? = nil
    ) {
        plan = FieldPlan(
            name: name, was: was, hint: hint, cases: [],
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: .float, kind: .float32, limit: .max,
                audience: audience))
    }

    /// A direction in turns (1 is a full circle), kept to `turnBits` bits, 1…16.
    public init(
        _ name: String, _ path: KeyPath<Root, Float>, turnBits: Int,
        audience: Audience = .everyone, was: String? = nil
    ) {
        require((1...16).contains(turnBits), "field \(name) has 1 to 16 turn bits")
        plan = FieldPlan(
            name: name, was: was, hint: .angle, cases: [],
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: .float, kind: .angle,
                limit: (1 << UInt32(turnBits)) - 1, step: 1 / Double(1 << turnBits),
                audience: audience))
    }

    /// An orientation in space: 2 + 3 × `partBits` bits, `partBits` 5…10.
    ///
    /// Three of its four parts travel, to 1.4 ÷ 2^`partBits`: 9 bits keep it to half a degree.
    /// Clients expect it to turn on as it turned.
    public init(
        _ name: String, _ path: KeyPath<Root, Rotation>, partBits: Int = 9,
        _ hint: Hint = .interpolated, audience: Audience = .everyone, was: String? = nil
    ) {
        require(
            RotationCoding.allowedBits.contains(partBits), "field \(name) has 5 to 10 bits a part")
        require(hint != .angle, "field \(name) is a rotation, which no hint makes an angle")
        plan = FieldPlan(
            name: name, was: was, hint: hint, cases: [],
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: .rotation, kind: .rotation,
                limit: .max >> UInt32(32 - RotationCoding.wordBits(partBits)), audience: audience))
    }

    /// An enumeration without payloads of at most 256 cases.
    public init<Value: CaseIterable & BitwiseCopyable>(
        _ name: String, _ path: KeyPath<Root, Value>, audience: Audience = .everyone,
        was: String? = nil
    ) {
        let count = Value.allCases.count
        require(
            MemoryLayout<Value>.size == 1 && (2...256).contains(count),
            "field \(name) is an enumeration of 2 to 256 cases without payloads")
        require(
            Value.allCases.enumerated().allSatisfy { Int(Field.byte(of: $1)) == $0 },
            "field \(name) is an enumeration whose `allCases` are all its cases, in order")
        plan = FieldPlan(
            name: name, was: was, hint: .none, cases: Value.allCases.map { "\($0)" },
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: .uint8, kind: .enumeration,
                limit: UInt32(count - 1), audience: audience))
    }

    /// A player: 6 bits.
    public init(
        _ name: String, _ path: KeyPath<Root, PlayerID>, audience: Audience = .everyone,
        was: String? = nil
    ) {
        plan = FieldPlan(
            name: name, was: was, hint: .none, cases: [],
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: .uint8, kind: .integer,
                limit: UInt32(Limits.playersPerMatch - 1), audience: audience))
    }

    /// An entity: 16 bits.
    public init(
        _ name: String, _ path: KeyPath<Root, EntityID>, audience: Audience = .everyone,
        was: String? = nil
    ) {
        plan = FieldPlan(
            name: name, was: was, hint: .none, cases: [],
            coding: FieldCoding(
                offset: Field.offset(of: path, name), storage: .uint16, kind: .integer,
                limit: UInt32(UInt16.max), audience: audience))
    }

    private static func offset<Value>(of path: KeyPath<Root, Value>, _ name: String) -> Int {
        guard let offset = MemoryLayout<Root>.offset(of: path) else {
            require(false, "field \(name) is a stored property of \(Root.self)")
            return 0
        }
        return offset
    }

    private static func storage<Value: FixedWidthInteger>(
        of type: Value.Type, _ name: String
    ) -> FieldCoding.Storage {
        require(Value.bitWidth <= 64, "field \(name) has at most 64 bits")
        return switch (Value.bitWidth, Value.isSigned) {
        case (8, true): .int8
        case (8, false): .uint8
        case (16, true): .int16
        case (16, false): .uint16
        case (32, true): .int32
        case (32, false): .uint32
        case (_, true): .int64
        case (_, false): .uint64
        }
    }

    private static func steps(_ width: Double, _ step: Float, _ name: String) -> UInt32 {
        let count = width / decimal(step)
        let whole = count.rounded()
        // A third cannot be written exactly: seven digits are as good as a Float gets.
        let isWhole = (count - whole).magnitude <= 1e-3 + 1e-7 * whole
        require(
            step > 0 && isWhole && whole >= 1 && whole <= Double(UInt32.max >> 1),
            "field \(name) has a positive step that divides its range into at most 2^31 parts")
        return UInt32(whole)
    }

    private static func decimal(_ number: Float) -> Double {
        Double("\(number)") ?? Double(number)
    }

    /// The byte that a case without payload is in memory.
    private static func byte<Value: BitwiseCopyable>(of value: Value) -> UInt8 {
        unsafe withUnsafeBytes(of: value) { unsafe $0.load(as: UInt8.self) }
    }
}
