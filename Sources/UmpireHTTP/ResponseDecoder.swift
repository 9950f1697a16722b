/// Reads the head of one answer, for clients that upgrade the connection.
///
/// It reads no body: what follows the head stays with the caller.
public struct ResponseDecoder: Sendable {
    private let limits: HeadLimits
    private var lines: LineReader
    private var status: Int?
    private var headers: HeaderFields = []
    private var fault: HeadFault?

    /// A decoder at the start of an answer.
    public init(limits: HeadLimits = HeadLimits()) {
        self.limits = limits
        lines = LineReader(maxBytes: limits.maxBytes)
    }

    /// Takes bytes from the front of `input` up to the end of the head.
    ///
    /// After an error the decoder throws the same error for ever.
    ///
    /// - Returns: nil when `input` is used up and more is needed.
    public mutating func next(
        _ input: inout UnsafeRawBufferPointer
    ) throws(HeadFault) -> ResponseHead? {
        if let fault { throw fault }
        do throws(HeadFault) {
            while try lines.next(&input) {
                guard let status else {
                    status = try Self.status(lines.line)
                    continue
                }
                if lines.line.isEmpty { return finish(status) }
                guard headers.count < limits.maxHeaders else {
                    throw .tooManyHeaders(limit: limits.maxHeaders)
                }
                headers.append(try HeaderLine.parse(lines.line, number: lines.number))
            }
            return nil
        } catch {
            fault = error
            lines.reset()
            throw error
        }
    }

    /// The same for a buffer that may be written to, as a frame decoder wants it afterwards.
    public mutating func next(
        _ input: inout UnsafeMutableRawBufferPointer
    ) throws(HeadFault) -> ResponseHead? {
        var rest = UnsafeRawBufferPointer(input)
        defer {
            let used = input.count - rest.count
            input = UnsafeMutableRawBufferPointer(rebasing: input[used...])
        }
        return try next(&rest)
    }

    private mutating func finish(_ status: Int) -> ResponseHead {
        let head = ResponseHead(status: status, headers: headers)
        self = ResponseDecoder(limits: limits)
        return head
    }

    /// The status of `HTTP/1.1 101 Switching Protocols`; the words may be missing.
    private static func status(_ line: [UInt8]) throws(HeadFault) -> Int {
        let prefix = Array("HTTP/1.1 ".utf8)
        let digits = line.dropFirst(prefix.count).prefix(3)
        let phrase = line.dropFirst(prefix.count + 3)
        guard line.starts(with: prefix), digits.count == 3,
            digits.allSatisfy(Characters.isDigit), line[prefix.count] != 0x30,
            phrase.first.map({ $0 == Characters.space }) ?? true,
            phrase.allSatisfy(Characters.isValue)
        else { throw .badStartLine }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
