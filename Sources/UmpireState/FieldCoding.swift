import UmpireBasics

/// Where a field lies in memory and how it becomes a row word: plain numbers, no references.
struct FieldCoding: BitwiseCopyable, Sendable {
    enum Storage: UInt8, BitwiseCopyable, Sendable {
        case bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float, double, rotation
    }

    enum Kind: UInt8, BitwiseCopyable, Sendable {
        case bool, integer, quantised, angle, float32, enumeration, rotation
    }

    let offset: Int
    let storage: Storage
    let kind: Kind
    let audience: Audience
    /// Bits of the row word, 1…32.
    let bits: UInt8
    /// The greatest row word.
    let limit: UInt32
    /// An integer's lower bound.
    let minimum: Int64
    /// A quantised number's lower bound and step.
    let floor: Double
    let step: Double
    private let stepsPerUnit: Double

    init(
        offset: Int, storage: Storage, kind: Kind, limit: UInt32,
        minimum: Int64 = 0, floor: Double = 0, step: Double = 1, audience: Audience
    ) {
        self.offset = offset
        self.storage = storage
        self.kind = kind
        self.limit = limit
        self.bits = UInt8(max(1, 32 - limit.leadingZeroBitCount))
        self.minimum = minimum
        self.floor = floor
        self.step = step
        self.stepsPerUnit = 1 / step
        self.audience = audience
    }

    /// How a `rotation` becomes a row word.
    var rotation: RotationCoding { RotationCoding(bits: Int(bits) / 3) }

    /// Bytes that the property takes in memory.
    var byteCount: Int {
        switch storage {
        case .bool, .int8, .uint8: 1
        case .int16, .uint16: 2
        case .int32, .uint32, .float: 4
        case .int64, .uint64, .double: 8
        case .rotation: MemoryLayout<Rotation>.size
        }
    }
}

// MARK: - Memory to row word and back

extension FieldCoding {
    /// The row word of the value in `entity`; numbers outside the range are brought into it.
    ///
    /// Always inlined, with the long way of rotations outside: as a call, a capture took 2.5 times
    /// the instructions.
    @unsafe
    @inline(__always)
    func word(in entity: UnsafeRawPointer) -> UInt32 {
        let place = unsafe entity + offset
        switch kind {
        case .bool, .enumeration:
            return UInt32(unsafe place.loadUnaligned(as: UInt8.self))
        case .float32:
            return unsafe place.loadUnaligned(as: UInt32.self)
        case .integer:
            let value = unsafe integer(at: place)
            let distance = value.subtractingReportingOverflow(minimum)
            if distance.overflow { return value < minimum ? 0 : limit }
            return UInt32(clamping: min(max(distance.partialValue, 0), Int64(limit)))
        case .quantised:
            // Half a step up and then down is rounding; it needs no call into libm.
            let scaled = (unsafe number(at: place) - floor) * stepsPerUnit + 0.5
            guard scaled >= 1 else { return 0 }
            return scaled < Double(limit) ? UInt32(scaled) : limit
        case .angle:
            let scaled = unsafe number(at: place) * stepsPerUnit + 0.5
            guard scaled.magnitude < 0x1p52 else { return 0 }
            let whole = Int64(scaled)
            let down = scaled < Double(whole) ? whole - 1 : whole
            return UInt32(truncatingIfNeeded: down) & limit
        case .rotation:
            return unsafe FieldCoding.rotationWord(at: place, bits: bits)
        }
    }

    /// Takes numbers, not `self`, whose address would keep it in memory where `word` is inlined.
    @unsafe
    @inline(never)
    private static func rotationWord(at place: UnsafeRawPointer, bits: UInt8) -> UInt32 {
        let rotation = unsafe place.loadUnaligned(as: Rotation.self)
        return RotationCoding(bits: Int(bits) / 3).word(of: rotation)
    }

    /// Puts the value of a row word into `entity`; a word above the limit counts as the limit.
    @unsafe
    func put(_ word: UInt32, into entity: UnsafeMutableRawPointer) {
        let place = unsafe entity + offset
        let bounded = min(word, limit)
        switch kind {
        case .bool, .enumeration:
            unsafe place.storeBytes(of: UInt8(truncatingIfNeeded: bounded), as: UInt8.self)
        case .float32:
            unsafe place.storeBytes(of: word, as: UInt32.self)
        case .integer:
            unsafe putInteger(minimum &+ Int64(bounded), at: place)
        case .quantised, .angle:
            unsafe putNumber(floor + Double(bounded) * step, at: place)
        case .rotation:
            unsafe place.storeBytes(of: rotation.rotation(of: word), as: Rotation.self)
        }
    }

    /// Takes the property's exact bits into the state hash.
    @unsafe
    func hash(_ entity: UnsafeRawPointer, into hasher: inout StateHasher) {
        let place = unsafe entity + offset
        switch byteCount {
        case 1: hasher.combine(UInt64(unsafe place.loadUnaligned(as: UInt8.self)))
        case 2: hasher.combine(UInt64(unsafe place.loadUnaligned(as: UInt16.self)))
        case 4: hasher.combine(UInt64(unsafe place.loadUnaligned(as: UInt32.self)))
        default:
            for part in stride(from: 0, to: byteCount, by: 8) {
                hasher.combine(unsafe (place + part).loadUnaligned(as: UInt64.self))
            }
        }
    }

    @unsafe
    private func integer(at place: UnsafeRawPointer) -> Int64 {
        switch storage {
        case .int8: Int64(unsafe place.loadUnaligned(as: Int8.self))
        case .int16: Int64(unsafe place.loadUnaligned(as: Int16.self))
        case .int32: Int64(unsafe place.loadUnaligned(as: Int32.self))
        case .uint8: Int64(unsafe place.loadUnaligned(as: UInt8.self))
        case .uint16: Int64(unsafe place.loadUnaligned(as: UInt16.self))
        case .uint32: Int64(unsafe place.loadUnaligned(as: UInt32.self))
        case .uint64: Int64(clamping: unsafe place.loadUnaligned(as: UInt64.self))
        default: unsafe place.loadUnaligned(as: Int64.self)
        }
    }

    @unsafe
    private func putInteger(_ value: Int64, at place: UnsafeMutableRawPointer) {
        switch byteCount {
        case 1: unsafe place.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
        case 2: unsafe place.storeBytes(of: UInt16(truncatingIfNeeded: value), as: UInt16.self)
        case 4: unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: value), as: UInt32.self)
        default: unsafe place.storeBytes(of: value, as: Int64.self)
        }
    }

    @unsafe
    private func number(at place: UnsafeRawPointer) -> Double {
        storage == .float
            ? Double(unsafe place.loadUnaligned(as: Float.self))
            : unsafe place.loadUnaligned(as: Double.self)
    }

    @unsafe
    private func putNumber(_ value: Double, at place: UnsafeMutableRawPointer) {
        if storage == .float {
            unsafe place.storeBytes(of: Float(value), as: Float.self)
        } else {
            unsafe place.storeBytes(of: value, as: Double.self)
        }
    }
}
