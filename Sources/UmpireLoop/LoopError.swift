internal import CLibuv

/// Why something on a loop could not be started.
public enum LoopError: Error, Hashable, Sendable {
    /// Another process, or another listener of this one, listens there.
    case portInUse(port: Int)
    /// No address belongs to that name.
    case unknownHost(String)
    /// The system reserves that port.
    case portForbidden(port: Int)
    /// The address is not one of this machine's.
    case addressNotHere(host: String)
    /// A port outside 0...65535.
    case portOutOfRange(Int)
    /// The loop is stopping and opens nothing any more.
    case loopIsStopping
    /// The connection was handed over before.
    case alreadyTaken
    /// The system refused, with the negative `errno` it gave.
    case system(doing: String, code: Int32)
}

extension LoopError: CustomStringConvertible {
    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .portInUse(let port):
            "port \(port) is in use; pass --port"
        case .unknownHost(let host):
            "host \"\(host)\" is unknown; pass an address of this machine with --host"
        case .portForbidden(let port):
            "port \(port) needs a privilege; pass a --port above 1023"
        case .addressNotHere(let host):
            "\(host) is not an address of this machine; pass --host"
        case .portOutOfRange(let port):
            "port \(port) does not exist; pass --port with a number from 0 to 65535"
        case .loopIsStopping:
            "the loop is stopping; start nothing new on it"
        case .alreadyTaken:
            "the connection was handed over before; adopt it only once"
        case .system(let doing, UV_EMFILE.rawValue), .system(let doing, UV_ENFILE.rawValue):
            "no descriptor is left for \(doing); raise the limit with ulimit -n"
        case .system(let doing, let code):
            "\(doing) failed: \(systemMessage(code)); see errno \(-code)"
        }
    }
}

/// The system's own words for a negative `errno`.
func systemMessage(_ code: Int32) -> String {
    guard let text = uv_strerror(code) else { return "unknown error" }
    return String(cString: text)
}

/// Stops the process when libuv refuses what it never may.
func requireSuccess(_ status: Int32, _ call: StaticString) {
    if status != 0 {
        fatalError("this must hold: \(call) succeeds, but: \(systemMessage(status))")
    }
}
