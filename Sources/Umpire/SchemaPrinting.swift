/// Sets a schema's JSON on several lines, for people.
///
/// An object or list with objects in it has a line for each of its parts; any other, such as a
/// field or the cases of an enumeration, stays on one.
struct SchemaPrinting {
    private let json: [UInt8]
    /// Where the objects and lists begin and end whose parts have lines of their own.
    private var broken: Set<Int> = []
    private var text: [UInt8] = []
    /// For each open bracket: does it have lines of its own?
    private var levels: [Bool] = []

    /// `json`, which is valid and has no spaces, on several lines.
    static func lines(of json: String) -> String {
        var printing = SchemaPrinting(json: Array(json.utf8))
        printing.look()
        printing.write()
        return String(decoding: printing.text, as: UTF8.self)
    }

    private init(json: [UInt8]) { self.json = json }

    /// Finds the brackets with objects in them.
    private mutating func look() {
        var open: [(start: Int, hasObjects: Bool)] = []
        forEachSign { printing, index, sign in
            switch sign {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if sign == UInt8(ascii: "{") {
                    for level in open.indices { open[level].hasObjects = true }
                }
                open.append((index, false))
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if let last = open.popLast(), last.hasObjects {
                    printing.broken.formUnion([last.start, index])
                }
            default: break
            }
        }
    }

    private mutating func write() {
        var copied = 0
        forEachSign { printing, index, sign in
            printing.text += printing.json[copied..<index]
            copied = index + 1
            switch sign {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                printing.text.append(sign)
                printing.levels.append(printing.broken.contains(index))
                if printing.levels.last == true { printing.newLine() }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if printing.levels.popLast() == true { printing.newLine() }
                printing.text.append(sign)
            default:
                printing.text.append(sign)
                if sign == UInt8(ascii: ","), printing.levels.last == true {
                    printing.newLine()
                } else {
                    printing.text.append(UInt8(ascii: " "))
                }
            }
        }
    }

    private mutating func newLine() {
        text.append(UInt8(ascii: "\n"))
        text += [UInt8](repeating: UInt8(ascii: " "), count: 2 * levels.count { $0 })
    }

    /// The brackets, commas and colons outside of strings.
    private mutating func forEachSign(_ body: (inout SchemaPrinting, Int, UInt8) -> Void) {
        var isQuoted = false
        var isEscaped = false
        for (index, byte) in json.enumerated() {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, "{}[],:".utf8.contains(byte) {
                body(&self, index, byte)
            }
        }
    }
}
