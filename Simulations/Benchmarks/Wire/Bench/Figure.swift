/// A number, or why there is none.
enum Figure {
    case measured(Double)
    /// At least so much: something else came to its end first.
    case atLeast(Double, String)
    case missing(String)

    /// A figure of this number.
    init(_ number: Double) { self = .measured(number) }

    var number: Double? {
        switch self {
        case .measured(let number), .atLeast(let number, _): number
        case .missing: nil
        }
    }

    /// Why it is no plain number.
    var remark: String? {
        switch self {
        case .measured: nil
        case .atLeast(_, let reason), .missing(let reason): reason
        }
    }

    /// With as many digits as mean something.
    var text: String {
        switch self {
        case .measured(let number): Figure.text(number)
        case .atLeast(let number, _): "≥ " + Figure.text(number)
        case .missing: "–"
        }
    }

    private static func text(_ number: Double) -> String {
        let size = number.magnitude
        let decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0
        let factor = [1, 10, 100][decimals]
        let units = Int((size * Double(factor)).rounded())
        let sign = number < 0 && units > 0 ? "-" : ""
        let whole = sign + grouped(units / factor)
        if decimals == 0 { return whole }
        let rest = String(units % factor)
        return whole + "." + String(repeating: "0", count: decimals - rest.count) + rest
    }

    /// 12,345
    private static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0 && index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}

/// The middle of some numbers; 0 of none.
func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    if sorted.isEmpty { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
