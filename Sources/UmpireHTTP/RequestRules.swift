/// What the header fields of a request must obey together.
enum RequestRules {
    /// Whether a field of this name may come only once; two would let two readers disagree.
    static func isSingle(_ name: String) -> Bool {
        switch name {
        case "host", "content-length", "origin", "sec-websocket-key", "sec-websocket-version": true
        default: false
        }
    }

    static func check(_ headers: HeaderFields) throws(RequestRefusal) {
        guard let host = headers["host"] else { throw .missingHost }
        guard !host.isEmpty, host.utf8.allSatisfy(Characters.isHost) else { throw .badHost }
        let length = headers["content-length"]
        if headers.contains("transfer-encoding") {
            throw length == nil ? .bodyNotAllowed : .lengthWithEncoding
        }
        guard let length else { return }
        guard !length.isEmpty, length.utf8.allSatisfy(Characters.isDigit) else {
            throw .badContentLength
        }
        guard length.utf8.allSatisfy({ $0 == 0x30 }) else { throw .bodyNotAllowed }
    }
}
