import UmpireBasics

/// What a schema's text says of one field, unchecked; nil: it does not say.
public struct SchemaReadingField: Equatable, Sendable {
    /// A number as it was written.
    public enum Number: Equatable, Sendable {
        /// Without a fraction or exponent.
        case integer(Int64)
        /// With one, or too great for 64 bits.
        case real(Double)
    }

    /// The field's name in its row.
    public var name: String?
    /// The name that it had in an earlier version.
    public var was: String?
    /// `bool`, `int`, `float`, `float32`, `enum` or `rotation`.
    public var kind: String?
    /// Bits of the row word.
    public var bits: Number?
    /// The lower bound of an `int` or `float`.
    public var min: Number?
    /// The step of a `float`.
    public var step: Number?
    /// The greatest row word of an `int` or `float`.
    public var limit: Number?
    /// The names of an `enum`'s cases.
    public var cases: [String]?
    /// `interpolated` or `angle`.
    public var hint: String?
    /// `owner` or `team`.
    public var audience: String?

    /// A field of which nothing is said.
    public init() {}
}

extension SchemaReadingField {
    /// The plan of the field, whose name is good and ends `place`.
    func plan(at place: String) throws(SchemaReadingFault) -> FieldPlan {
        let coding = try coding(at: place)
        guard bits == .integer(Int64(coding.bits)) else { throw .badMember("bits", place: place) }
        return FieldPlan(
            name: name ?? "", was: was, hint: try hint(at: place),
            cases: coding.kind == .enumeration ? cases ?? [] : [], coding: coding)
    }

    /// Nothing lies in memory: offset and storage are never looked at.
    private func coding(at place: String) throws(SchemaReadingFault) -> FieldCoding {
        let audience = try audience(at: place)
        switch kind {
        case "bool":
            return FieldCoding(
                offset: 0, storage: .bool, kind: .bool, limit: 1, audience: audience)
        case "int":
            return try integer(audience, at: place)
        case "float":
            return try quantised(audience, at: place)
        case "float32":
            return FieldCoding(
                offset: 0, storage: .float, kind: .float32, limit: .max, audience: audience)
        case "enum":
            return FieldCoding(
                offset: 0, storage: .uint8, kind: .enumeration,
                limit: UInt32(try caseCount(at: place) - 1), audience: audience)
        case "rotation":
            return try rotation(audience, at: place)
        case nil: throw .badMember("kind", place: place)
        default: throw .unknownWord(member: "kind", place: place)
        }
    }

    private func integer(
        _ audience: Audience, at place: String
    ) throws(SchemaReadingFault) -> FieldCoding {
        guard case .integer(let minimum) = min else { throw .badMember("min", place: place) }
        guard case .integer(let number) = limit, let limit = UInt32(exactly: number),
            !minimum.addingReportingOverflow(number).overflow
        else { throw .badMember("limit", place: place) }
        return FieldCoding(
            offset: 0, storage: .int64, kind: .integer, limit: limit, minimum: minimum,
            audience: audience)
    }

    private func quantised(
        _ audience: Audience, at place: String
    ) throws(SchemaReadingFault) -> FieldCoding {
        guard let floor = min?.value, floor.isFinite else { throw .badMember("min", place: place) }
        // A step that is not normal has no reciprocal.
        guard let step = step?.value, step.isNormal, step > 0 else {
            throw .badMember("step", place: place)
        }
        guard case .integer(let number) = limit, (1...Int64(UInt32.max >> 1)).contains(number),
            (floor + Double(number) * step).isFinite
        else { throw .badMember("limit", place: place) }
        let circle = Double(number + 1) * step
        let isTurn =
            hint == "angle" && floor == 0 && circle == 1 && number <= 0xFFFF
            && (number & (number + 1)) == 0
        return FieldCoding(
            offset: 0, storage: .float, kind: isTurn ? .angle : .quantised, limit: UInt32(number),
            floor: floor, step: step, audience: audience)
    }

    private func rotation(
        _ audience: Audience, at place: String
    ) throws(SchemaReadingFault) -> FieldCoding {
        guard case .integer(let number) = bits, let wordBits = Int(exactly: number),
            RotationCoding(wordBits: wordBits) != nil
        else { throw .badMember("bits", place: place) }
        guard hint != "angle" else { throw .badMember("hint", place: place) }
        return FieldCoding(
            offset: 0, storage: .rotation, kind: .rotation,
            limit: .max >> UInt32(32 - wordBits), audience: audience)
    }

    private func caseCount(at place: String) throws(SchemaReadingFault) -> Int {
        guard let cases, (2...256).contains(cases.count) else {
            throw .badMember("cases", place: place)
        }
        guard cases.allSatisfy(SchemaReading.isName) else { throw .badName(place: place) }
        guard Set(cases).count == cases.count else { throw .duplicateName(place: place) }
        return cases.count
    }

    private func hint(at place: String) throws(SchemaReadingFault) -> Hint {
        switch hint {
        case nil: .none
        case "interpolated": .interpolated
        case "angle": .angle
        default: throw .unknownWord(member: "hint", place: place)
        }
    }

    private func audience(at place: String) throws(SchemaReadingFault) -> Audience {
        switch audience {
        case nil: .everyone
        case "owner": .owner
        case "team": .team
        default: throw .unknownWord(member: "audience", place: place)
        }
    }
}

extension SchemaReadingField.Number {
    fileprivate var value: Double {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        }
    }
}
