import UmpireBasics
import UmpireHTTP
import UmpireWebSocket

/// Request heads: read alike in any pieces, within limits; then the handshake.
enum HeadTarget {
    private struct Transcript: Equatable {
        var heads: [RequestHead] = []
        var refusal: RequestRefusal?
    }

    private static let limits = HeadLimits(maxBytes: 512, maxHeaders: 8)

    static func run(_ input: FuzzInput) {
        let whole = read(input, whole: true)
        require(read(input, whole: false) == whole, "a head is read alike in any pieces")
        for head in whole.heads {
            require(head.headers.count <= limits.maxHeaders, "a head keeps to its limits")
            require(head.target.utf8.count <= limits.maxBytes, "a target keeps to its limits")
            answer(head)
        }
        if let refusal = whole.refusal {
            require(!refusal.response.bytes().isEmpty, "every refusal can be answered")
        }
    }

    private static func read(_ input: FuzzInput, whole: Bool) -> Transcript {
        var decoder = RequestDecoder(limits: limits)
        var transcript = Transcript()
        input.feed(whole: whole) { piece in
            var rest = UnsafeRawBufferPointer(piece)
            do throws(RequestRefusal) {
                while let head = try decoder.next(&rest) { transcript.heads.append(head) }
                require(rest.isEmpty, "a decoder that wants more has taken all")
            } catch {
                transcript.refusal = error
            }
            require(decoder.bufferedBytes <= limits.maxBytes, "a decoder's memory is bounded")
        }
        return transcript
    }

    private static func answer(_ head: RequestHead) {
        do throws(HandshakeRefusal) {
            let accepted = try Handshake.accept(head, compressing: true)
            let plain = try Handshake.accept(head)
            require(
                (accepted.response == plain) == (accepted.compression == nil),
                "an answer names the compression that was agreed on")
        } catch {
            require(!error.response.bytes().isEmpty, "every refusal can be answered")
        }
    }
}
