import CUmpirePage
import UmpireGame
import UmpireHTTP

/// The files of the page, in memory from the start: no path of a client ever reaches a file system.
struct Page: Sendable {
    private var files: [String: Response] = [:]

    /// The built-in files, and `overrides` over them.
    init(overrides: [PageFile]) {
        for index in 0..<umpire_page_file_count() {
            let file = umpire_page_file_at(index).pointee
            let bytes = UnsafeBufferPointer(start: file.bytes, count: file.length)
            add(
                String(cString: file.path), String(cString: file.contentType), Array(bytes))
        }
        for file in overrides {
            let path = file.path == "index.html" ? "/" : "/" + file.path
            add(path, Page.contentType(of: file.path), file.bytes)
        }
    }

    /// The answer to a request for `path`, or nil.
    subscript(path: String) -> Response? { files[path] }

    private mutating func add(_ path: String, _ contentType: String, _ bytes: [UInt8]) {
        files[path] = Response(
            200,
            headers: [
                HeaderField("content-type", contentType),
                HeaderField(
                    "content-security-policy",
                    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; "
                        + "base-uri 'none'; frame-ancestors 'self'"),
                HeaderField("referrer-policy", "no-referrer"),
            ], body: bytes, cacheControl: "no-cache")
    }

    private static func contentType(of path: String) -> String {
        let suffix = path.split(separator: ".").last.map(String.init) ?? ""
        return switch suffix {
        case "html": "text/html; charset=utf-8"
        case "js", "mjs": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "json": "application/json"
        case "wasm": "application/wasm"
        case "mp3": "audio/mpeg"
        case "ogg": "audio/ogg"
        case "woff2": "font/woff2"
        default: "application/octet-stream"
        }
    }
}
