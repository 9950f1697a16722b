// Where the contexts are that a row's movement names.

extension RowContexts {
    /// The context of a hot row's flag: how many quantities and rotations moved, and how far
    /// together.
    @inline(__always)
    func rowFlag(_ motion: borrowing RowMotion) -> Int {
        let level = ErrorContext.level(ofEnergy: motion.distance)
        return rowFlag + 2 * (min(motion.active.nonzeroBitCount, 7) * 16 + level)
    }

    /// The context of a hot row's symbol: the same, in fewer steps.
    @inline(__always)
    func row(_ motion: borrowing RowMotion) -> Int {
        let active = motion.active.nonzeroBitCount
        let number = active < 3 ? 0 : active < 6 ? 1 : 2
        let level = ErrorContext.level(ofEnergy: motion.distance)
        return row &+ (number &* 16 &+ level) &<< RowSymbol.bits
    }
}

extension FieldContexts {
    /// The place of one of its error contexts.
    @inline(__always)
    func error(_ context: Int) -> Int { symbols &+ context &<< Magnitude.tokenBits }

    /// The place of one of its sign contexts, for the size 1.
    @inline(__always)
    func sign(moves: Bool, isHigh: Bool) -> Int {
        signs + 2 * ErrorContext.sign(moves: moves, isHigh: isHigh)
    }
}
