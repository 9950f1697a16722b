/// The first line of a request: `GET /path?query HTTP/1.1` (RFC 9112 §3).
struct RequestLine: Sendable {
    let method: HTTPMethod
    let target: String
    let path: String
    let query: String?
    let minorVersion: Int

    static func parse(_ line: [UInt8]) throws(RequestRefusal) -> RequestLine {
        let parts = line.split(
            separator: Characters.space, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(Characters.isToken) else {
            throw .head(.badStartLine)
        }
        let minorVersion = try minorVersion(parts[2])
        guard let method = HTTPMethod(rawValue: String(decoding: parts[0], as: UTF8.self)) else {
            throw .methodNotAllowed
        }
        guard parts[1].allSatisfy(Characters.isTarget) else { throw .badTarget }
        let resource = try resource(parts[1])
        let mark = resource.firstIndex(of: UInt8(ascii: "?"))
        return RequestLine(
            method: method,
            target: String(decoding: parts[1], as: UTF8.self),
            path: String(decoding: resource[..<(mark ?? resource.endIndex)], as: UTF8.self),
            query: mark.map { String(decoding: resource[($0 + 1)...], as: UTF8.self) },
            minorVersion: minorVersion
        )
    }

    private static func minorVersion(_ text: ArraySlice<UInt8>) throws(RequestRefusal) -> Int {
        let bytes = Array(text)
        guard bytes.count == 8, bytes.starts(with: Array("HTTP/".utf8)),
            Characters.isDigit(bytes[5]), bytes[6] == UInt8(ascii: "."),
            Characters.isDigit(bytes[7])
        else { throw .head(.badStartLine) }
        let minor = Int(bytes[7] - 0x30)
        guard bytes[5] == UInt8(ascii: "1"), minor > 0 else { throw .versionNotSupported }
        return minor
    }

    /// Path and query of a target; a server must take a whole URL too (RFC 9112 §3.2.2).
    private static func resource(
        _ target: ArraySlice<UInt8>
    ) throws(RequestRefusal) -> ArraySlice<UInt8> {
        if target.first == UInt8(ascii: "/") { return target }
        let lowercase = target.prefix(8).map(Characters.lowercase)
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { lowercase.starts(with: $0.utf8) }) else {
            throw .badTarget
        }
        let authority = target.dropFirst(scheme.utf8.count)
        guard let slash = authority.firstIndex(of: UInt8(ascii: "/")),
            slash > authority.startIndex,
            authority[..<slash].allSatisfy(Characters.isHost)
        else { throw .badTarget }
        return target[slash...]
    }
}
