/// Reads HTTP/1.1 request heads from bytes that arrive in any pieces (RFC 9112), strictly.
///
/// Only a line that has not ended is buffered. The cost is linear in the bytes, even when they come
/// one by one. There is no clock in it: the deadline for a head is the caller's.
public struct RequestDecoder: Sendable {
    private let limits: HeadLimits
    private var lines: LineReader
    private var requestLine: RequestLine?
    private var headers: HeaderFields = []
    private var refusal: RequestRefusal?

    /// A decoder at the start of a connection.
    public init(limits: HeadLimits = HeadLimits()) {
        self.limits = limits
        lines = LineReader(maxBytes: limits.maxBytes)
    }

    /// Bytes held of a line that has not ended; at most `limits.maxBytes`.
    public var bufferedBytes: Int { lines.bufferedBytes }

    /// Whether a part of a head has arrived, but not all of it.
    public var isInsideHead: Bool { requestLine != nil || lines.bufferedBytes > 0 }

    /// Takes bytes from the front of `input` up to the end of one head.
    ///
    /// What follows the head stays in `input`: the next request, or frames behind an upgrade.
    /// After an error the decoder throws the same error for ever.
    ///
    /// - Returns: nil when `input` is used up and more is needed.
    public mutating func next(
        _ input: inout UnsafeRawBufferPointer
    ) throws(RequestRefusal) -> RequestHead? {
        if let refusal { throw refusal }
        do throws(RequestRefusal) {
            while try takeLine(&input) {
                if lines.line.isEmpty {
                    if let head = try finish() { return head }
                } else if requestLine == nil {
                    requestLine = try RequestLine.parse(lines.line)
                } else {
                    try addHeader()
                }
            }
            return nil
        } catch {
            refusal = error
            lines.reset()
            throw error
        }
    }

    /// The same for a buffer that may be written to, as a frame decoder wants it afterwards.
    public mutating func next(
        _ input: inout UnsafeMutableRawBufferPointer
    ) throws(RequestRefusal) -> RequestHead? {
        var rest = UnsafeRawBufferPointer(input)
        defer {
            let used = input.count - rest.count
            input = UnsafeMutableRawBufferPointer(rebasing: input[used...])
        }
        return try next(&rest)
    }

    private mutating func takeLine(
        _ input: inout UnsafeRawBufferPointer
    ) throws(RequestRefusal) -> Bool {
        do throws(HeadFault) {
            return try lines.next(&input)
        } catch {
            throw .head(error)
        }
    }

    private mutating func addHeader() throws(RequestRefusal) {
        guard headers.count < limits.maxHeaders else {
            throw .head(.tooManyHeaders(limit: limits.maxHeaders))
        }
        let field: HeaderField
        do throws(HeadFault) {
            field = try HeaderLine.parse(lines.line, number: lines.number)
        } catch {
            throw .head(error)
        }
        if RequestRules.isSingle(field.name), headers.contains(field.name) {
            throw .duplicateHeader(field.name)
        }
        headers.append(field)
    }

    /// The head at the empty line; nil when it is the one allowed before a request line.
    private mutating func finish() throws(RequestRefusal) -> RequestHead? {
        guard let requestLine else {
            // RFC 9112 §2.2 wants one empty line before a request line to be passed over.
            guard lines.number == 1 else { throw .head(.badStartLine) }
            return nil
        }
        try RequestRules.check(headers)
        let head = RequestHead(
            method: requestLine.method, target: requestLine.target, path: requestLine.path,
            query: requestLine.query, minorVersion: requestLine.minorVersion, headers: headers)
        self.requestLine = nil
        headers = []
        lines.reset()
        return head
    }
}
