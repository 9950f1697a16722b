/// An answer as it came: the status, the head and the body.
struct HTTPAnswer {
    let status: Int
    let head: String
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a header, or nil.
    func header(_ name: String) -> String? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name + ":") {
            return String(line.dropFirst(name.utf8.count + 1)).trimmed
        }
        return nil
    }
}

extension Socket {
    /// Asks for `path` as a browser does.
    func ask(_ path: String, method: String = "GET", headers: [String] = []) {
        let lines = ["\(method) \(path) HTTP/1.1", "host: localhost"] + headers + ["", ""]
        send(lines.joined(separator: "\r\n"))
    }

    /// Reads one answer; that to HEAD has no body.
    func answer(hasBody: Bool = true) -> HTTPAnswer? {
        guard let head = read(through: "\r\n\r\n"),
            let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        let bare = HTTPAnswer(status: status, head: head, body: [])
        let count = bare.header("content-length").flatMap { Int($0) } ?? 0
        guard hasBody, count > 0 else { return bare }
        return read(count).map { HTTPAnswer(status: status, head: head, body: $0) }
    }
}

extension String {
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
