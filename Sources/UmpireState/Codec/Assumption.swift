/// What is assumed of a context before a room has counted: the lengths of a prefix code.
///
/// They come from a formula alone, no data: errors of size *v* or more have probability
/// (S ÷ (S + v))^2.2 with S = 1/4 + energy ÷ 8, a heavy tail; package-merge limits codes to 9 bits.
enum Assumption: Sendable, Equatable {
    /// Both values are as likely.
    case even
    /// A row symbol.
    case row
    /// A symbol for four fields, the last of which are missing.
    case mask(fields: Int)
    /// A difference of a choice with this greatest value.
    case choice(limit: Int)
    /// A number of this level, 0…19; see `ErrorContext`.
    case level(Int)

    /// How many symbols there are.
    var symbols: Int {
        switch self {
        case .even: 2
        case .row: 4
        case .mask(let fields): 1 << fields
        case .choice(let limit): limit + 1
        case .level: Magnitude.tokens
        }
    }

    /// The length of each symbol's code; a complete prefix code.
    var lengths: [UInt8] {
        switch self {
        case .even: [1, 1]
        case .row: [1, 3, 3, 2]
        case .mask(let fields): Assumption.digits(Assumption.masks[fields - 1])
        case .choice(let limit): Assumption.digits(Assumption.choices[limit - 1])
        case .level(let level): Assumption.digits(Assumption.levels[level])
        }
    }

    private static func digits(_ text: StaticString) -> [UInt8] {
        text.withUTF8Buffer { unsafe $0.map { $0 - 48 } }
    }

    private static let masks: [StaticString] = ["11", "1323", "13353555", "1446465835575778"]

    private static let choices: [StaticString] = [
        "11", "221", "3231", "32322", "423422",
        "4234332", "52345332", "523454432", "6234564432", "62444654432",
        "624455654432", "6334456554432", "63345556554432", "634445565554432", "6344555565554432",
    ]

    private static let levels: [StaticString] = [
        "123556688999999999999",
        "123556688999999999999",
        "123556688999999999999",
        "123556688999999999999",
        "123556688999999999999",
        "124446688999999999999",
        "223434466789999999999",
        "233434444667799999999",
        "334434344446677889999",
        "444444343444456889999",
        "555544443334455567899",
        "666655444433344555677",
        "777766554434343445555",
        "888877665544443434443",
        "999988776655444434342",
        "999999887866555544341",
        "923333355667889999999",
        "955544343434445568898",
        "666655444433344555677",
        "666655444433344555677",
    ]
}
