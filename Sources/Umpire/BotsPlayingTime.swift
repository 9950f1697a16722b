import ArgumentParser

/// A length of time on the command line, such as `90s`, `5m` or `1h`; a bare number is seconds.
struct BotsPlayingTime: ExpressibleByArgument {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600]
        let unit = argument.last.flatMap { units[$0] }
        let digits = unit == nil ? argument[...] : argument.dropLast()
        guard let number = Double(digits), number > 0, number.isFinite else { return nil }
        seconds = number * (unit ?? 1)
    }

    var defaultValueDescription: String { "\(Int(seconds))s" }
}
