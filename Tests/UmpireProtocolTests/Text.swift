import UmpireProtocol

/// The members of the object that `text` is.
func members(_ text: String, maxDepth: Int = 16) throws(JSONError) -> JSONObject {
    try JSONObject(parsing: Array(text.utf8).span, maxDepth: maxDepth)
}

/// The message that `text` is.
func message(_ text: String) throws(Refusal) -> ClientMessage {
    try ClientMessage(parsing: Array(text.utf8).span)
}

/// What is refused about `text`, or nil when it is a message.
func refusal(_ text: String) -> Refusal? {
    do throws(Refusal) {
        _ = try message(text)
        return nil
    } catch {
        return error
    }
}

/// A message's JSON.
func json(_ message: ServerMessage) -> String {
    var bytes: [UInt8] = []
    message.write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

/// The server's message that `text` is, nil for an unknown type.
func serverMessage(_ text: String) throws(Refusal) -> ServerMessage? {
    try ServerMessage(parsing: Array(text.utf8).span)
}
