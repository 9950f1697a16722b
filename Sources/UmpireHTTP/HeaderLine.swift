/// Reads one header line, strictly (RFC 9112 §5).
enum HeaderLine {
    static func parse(_ line: [UInt8], number: Int) throws(HeadFault) -> HeaderField {
        guard let first = line.first, !isBlank(first) else { throw .foldedLine(line: number) }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw .missingColon(line: number)
        }
        guard colon > 0 else { throw .badName(line: number) }
        if isBlank(line[colon - 1]) { throw .spaceBeforeColon(line: number) }
        guard line[..<colon].allSatisfy(Characters.isToken) else { throw .badName(line: number) }
        let value = trimmed(line[(colon + 1)...])
        if let bad = value.first(where: { !Characters.isValue($0) }) {
            throw .badValue(line: number, byte: bad)
        }
        return HeaderField(
            String(decoding: line[..<colon].map(Characters.lowercase), as: UTF8.self),
            String(decoding: value, as: UTF8.self)
        )
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var value = value
        while let first = value.first, isBlank(first) { value.removeFirst() }
        while let last = value.last, isBlank(last) { value.removeLast() }
        return value
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == Characters.space || byte == Characters.tab
    }
}
