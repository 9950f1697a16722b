import Glibc

/// Where the marks of an axis are, from 0 at its beginning to 1 at its end.
struct Axis {
    struct Mark {
        let place: Double
        let text: String
        /// Left out where there is little room.
        var isMinor = false
    }

    let marks: [Mark]
    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool

    func place(_ value: Double) -> Double {
        guard isLogarithmic else { return (value - low) / (high - low) }
        return (log10(max(value, low)) - log10(low)) / (log10(high) - log10(low))
    }

    /// From 0 to a round number that is not below `most`; with whole marks for what is counted.
    static func linear(
        to most: Double, isWhole: Bool = false, _ say: (Double) -> String
    ) -> Axis {
        let rough = isWhole ? max(most / 4, 1) : max(most, 1) / 4
        let power = pow(10, floor(log10(rough)))
        let steps = isWhole && power < 10 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10]
        let step = steps.map { $0 * power }.first { $0 >= rough - 1e-9 } ?? rough
        let count = max(1, Int((max(most, 1) / step - 1e-9).rounded(.up)))
        let high = Double(count) * step
        let marks = (0...count).map {
            Mark(place: Double($0) / Double(count), text: $0 == 0 ? "0" : say(Double($0) * step))
        }
        return Axis(marks: marks, low: 0, high: high, isLogarithmic: false)
    }

    /// From a round number to a round number, at most five powers of ten.
    static func logarithmic(
        from least: Double, to most: Double, _ say: (Double) -> String
    ) -> Axis {
        let top = max(most, 10)
        let bottom = min(max(least, top / 1e5), top / 2)
        var values: [Double] = []
        for power in Int(floor(log10(bottom)))...Int(ceil(log10(top))) {
            values += [1, 2, 5].map { $0 * pow(10, Double(power)) }
        }
        let first = values.lastIndex { $0 <= bottom } ?? 0
        let last = values.firstIndex { $0 >= top } ?? values.count - 1
        let shown = Array(values[first...max(last, first + 1)])
        let axis = Axis(
            marks: [], low: shown[0], high: shown[shown.count - 1], isLogarithmic: true)
        let marks = shown.filter { shown.count <= 7 || isPowerOfTen($0) }.map {
            Mark(place: axis.place($0), text: say($0))
        }
        return Axis(marks: marks, low: axis.low, high: axis.high, isLogarithmic: true)
    }

    /// The seconds of a run.
    static func time(seconds: Double) -> Axis {
        let steps = [
            1.0, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 21_600,
        ]
        let length = max(seconds, 1)
        let step = steps.first { length / $0 <= 6 } ?? 43_200
        let marks = (0...Int(length / step)).map { index in
            let second = Double(index) * step
            let text =
                step < 60
                ? "\(Int(second)) s"
                : step < 3_600 ? "\(Int(second / 60)) min" : "\(Int(second / 3_600)) h"
            return Mark(place: second / length, text: text, isMinor: index % 2 == 1)
        }
        return Axis(marks: marks, low: 0, high: length, isLogarithmic: false)
    }

    /// Percentages by how many nines they have: 90, 99, 99.9 % are as far from each other.
    static func nines(_ most: Double) -> Axis {
        let texts = ["50", "90", "99", "99.9", "99.99", "99.999", "99.9999", "99.99999"]
        let length = max(most, 2)
        let marks = texts.enumerated().compactMap { place, text -> Mark? in
            let nines = place == 0 ? log10(2.0) : Double(place)
            guard nines <= length else { return nil }
            return Mark(
                place: nines / length, text: text + " %",
                isMinor: place == 0 && length > 3 || place % 2 == 1 && length > 4)
        }
        return Axis(marks: marks, low: 0, high: length, isLogarithmic: false)
    }

    private static func isPowerOfTen(_ value: Double) -> Bool {
        let power = log10(value)
        return (power - power.rounded()).magnitude < 1e-9
    }
}
