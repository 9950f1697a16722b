/// What a server says about its own certificate.
public struct TLSCertificate: Sendable, Hashable {
    /// The SHA-256 digest, in 64 hexadecimal digits; browsers show the same.
    public let fingerprint: String
    /// The second since 1970, in UTC, after which clients refuse it.
    public let expirySeconds: Int64

    /// The same as text, such as `2031-01-31 23:59:59 UTC`.
    public var expiry: String {
        let (days, second) = expirySeconds.quotientAndRemainder(dividingBy: 86_400)
        let (year, month, day) = Self.date(days: second < 0 ? days - 1 : days)
        let rest = second < 0 ? second + 86_400 : second
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map(Self.twoDigits)
        return "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day)) "
            + time.joined(separator: ":") + " UTC"
    }

    package init(fingerprint: String, expirySeconds: Int64) {
        self.fingerprint = fingerprint
        self.expirySeconds = expirySeconds
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The date a number of days after 1970 began, with years that begin in March, so that the
    /// leap day is the last of its year.
    private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let fromZero = days + 719_468
        let era = (fromZero >= 0 ? fromZero : fromZero - 146_096) / 146_097
        let dayOfEra = fromZero - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }
}
