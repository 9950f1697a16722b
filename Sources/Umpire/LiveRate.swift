/// The steps by which keys change the arrivals.
enum LiveRate {
    private static let steps = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 10, 20, 50, 100]

    /// The next faster step; the fastest stays.
    static func next(above factor: Double) -> Double {
        steps.first { $0 > factor } ?? max(factor, 100)
    }

    /// The next slower step; the slowest stays.
    static func next(below factor: Double) -> Double {
        steps.last { $0 < factor } ?? min(factor, 0.1)
    }
}
