// How rotations are told: which part is left out, then the errors of the three numbers.
//
// Not inlined, and what is known of a row's errors is given by value: where it lies in registers
// for the other fields, it stays there.

extension SymbolSink {
    /// A rotation that turned; `tellsLargest`: which part is left out, else the expected one is.
    @inline(never)
    mutating func put(
        rotation word: UInt32, tellsLargest: Bool, _ field: FieldContexts,
        _ turn: RotationExpectation, _ before: RowErrors, _ writer: inout BitWriter
    ) -> RowErrors {
        var errors = before
        let coding = field.rotation
        let largest = coding.largest(of: word)
        if tellsLargest {
            put(
                (largest - turn.largest) & 3, bits: LargestContext.bits,
                in: field.largest(turn.leadLevel), &writer)
        }
        let known = turn.numbers(without: largest)
        for place in 0..<3 {
            let error = coding.part(place, of: word) - known.expected[place]
            let isDown = known.isDown(place)
            put(
                error: UInt32(truncatingIfNeeded: error.magnitude), isMinus: (error < 0) != isDown,
                in: field.error(errors.context, place: place),
                sign: field.sign(moves: true, isHigh: known.isHigh(place) != isDown), &writer)
            errors.add(UInt32(truncatingIfNeeded: error.magnitude))
        }
        return errors
    }

    /// A rotation that did not turn before, or of a new row; `old`: what it is compared with.
    @inline(never)
    mutating func put(
        quietRotation word: UInt32, _ old: UInt32, _ field: FieldContexts,
        _ context: Int, _ writer: inout BitWriter
    ) {
        let coding = field.rotation
        let largest = coding.largest(of: word)
        put(
            (largest - coding.largest(of: old)) & 3, bits: LargestContext.bits,
            in: field.largest(LargestContext.of(context)), &writer)
        let known = QuietRotation(old, coding, without: largest)
        for place in 0..<3 {
            let error = coding.part(place, of: word) - known.numbers[place]
            put(
                error: UInt32(truncatingIfNeeded: error.magnitude), isMinus: error < 0,
                in: field.error(context, place: place),
                sign: field.sign(moves: false, isHigh: known.isHigh(place)), &writer)
        }
    }
}

extension SymbolSource {
    /// The word that `put(rotation:)` was given.
    @inline(never)
    mutating func rotation(
        tellsLargest: Bool, _ field: FieldContexts, _ turn: RotationExpectation,
        _ before: RowErrors, _ reader: inout BitReader
    ) throws(DecodeError) -> (word: UInt32, errors: RowErrors) {
        var errors = before
        let coding = field.rotation
        var largest = turn.largest
        if tellsLargest {
            let steps = try symbol(
                bits: LargestContext.bits, in: field.largest(turn.leadLevel), &reader)
            largest = (largest + steps) & 3
        }
        let known = turn.numbers(without: largest)
        var numbers = RotationNumbers(0, 0, 0)
        for place in 0..<3 {
            let isDown = known.isDown(place)
            let turned = try error(
                in: field.error(errors.context, place: place),
                sign: field.sign(moves: true, isHigh: known.isHigh(place) != isDown), &reader)
            let error = isDown ? -turned : turned
            errors.add(UInt32(truncatingIfNeeded: error.magnitude))
            numbers[place] = try coding.bounded(known.expected[place] + error)
        }
        return (coding.word(largest: largest, numbers), errors)
    }

    /// The word that `put(quietRotation:)` was given.
    @inline(never)
    mutating func quietRotation(
        _ old: UInt32, _ field: FieldContexts, _ context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> UInt32 {
        let coding = field.rotation
        let steps = try symbol(
            bits: LargestContext.bits, in: field.largest(LargestContext.of(context)), &reader)
        let largest = (coding.largest(of: old) + steps) & 3
        let known = QuietRotation(old, coding, without: largest)
        var numbers = RotationNumbers(0, 0, 0)
        for place in 0..<3 {
            let error = try error(
                in: field.error(context, place: place),
                sign: field.sign(moves: false, isHigh: known.isHigh(place)), &reader)
            numbers[place] = try coding.bounded(known.numbers[place] + error)
        }
        return coding.word(largest: largest, numbers)
    }
}

/// The numbers of a rotation of which no movement is known.
private struct QuietRotation {
    let numbers: RotationNumbers
    private let limit: Int

    init(_ word: UInt32, _ coding: RotationCoding, without largest: Int) {
        numbers = RotationVector(word, coding).sent(without: largest, coding.limit)
        limit = coding.limit
    }

    /// Whether a number is in the upper half of the range.
    func isHigh(_ place: Int) -> Bool { numbers[place] > limit / 2 }
}

extension RotationCoding {
    /// A number, or the refusal of one that no part has.
    fileprivate func bounded(_ number: Int) throws(DecodeError) -> Int {
        guard (0...limit).contains(number) else {
            throw .aboveLimit(
                word: UInt32(truncatingIfNeeded: number), limit: UInt32(truncatingIfNeeded: limit))
        }
        return number
    }
}

extension LargestContext {
    /// The context of a quiet rotation whose errors are in this context.
    fileprivate static func of(_ errorContext: Int) -> Int {
        errorContext == ErrorContext.new ? new : quiet
    }
}

extension FieldContexts {
    /// The place of one of a rotation's contexts for which part is left out.
    fileprivate func largest(_ context: Int) -> Int { largest + context << LargestContext.bits }

    /// The place of one of a rotation's error contexts, for the number at `place`.
    fileprivate func error(_ context: Int, place: Int) -> Int {
        error(place == 0 ? context : ErrorContext.count + context)
    }
}
