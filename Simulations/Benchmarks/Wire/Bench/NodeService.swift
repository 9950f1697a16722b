import Glibc

/// A server on node's `ws` package, when both are installed.
enum NodeService {
    /// Becomes node; on success it does not return.
    static func become(isIdle: Bool) throws {
        let idle = isIdle ? "1" : "0"
        let words = ["node", "-e", script, "\(Traffic.rate)", "\(Traffic.roomSize)", idle]
        var arguments = words.map { strdup($0) } + [nil]
        execvp("node", &arguments)
        throw Failure("starting node", -errno)
    }

    /// Why it cannot be measured here; nil when it can.
    static func obstacle(_ board: Board) -> String? {
        guard let node = try? Child(["node", "-e", "require('ws')"], board: board, isQuiet: true)
        else { return "node is not installed" }
        return node.wait() == 0 ? nil : "the package ws is not installed"
    }

    private static let script = """
        const { WebSocketServer } = require('ws');
        const [rate, roomSize, isIdle] = process.argv.slice(1).map(Number);
        const options = { port: 0, host: '127.0.0.1', perMessageDeflate: false };
        const server = new WebSocketServer({ ...options, clientTracking: false });
        const rooms = [];
        server.on('listening', () => console.log(`port ${server.address().port}`));
        server.on('connection', (socket) => {
            if (!rooms.length || rooms.at(-1).length === roomSize) rooms.push([]);
            rooms.at(-1).push(socket);
            socket.on('message', () => {});
        });
        const start = process.hrtime.bigint();
        const due = (tick) => start + BigInt(tick) * 1000000000n / BigInt(rate);
        let next = 1;
        function tick() {
            const now = process.hrtime.bigint();
            if (due(next) <= now) {
                for (const room of rooms) {
                    const frame = Buffer.alloc(200);
                    frame.writeBigUInt64LE(due(next), 8);
                    for (const socket of room) socket.send(frame);
                }
                next += 1;
            }
            const rest = Number(due(next) - process.hrtime.bigint()) / 1e6;
            setTimeout(tick, Math.max(0, rest));
        }
        if (!isIdle) tick();
        """
}
