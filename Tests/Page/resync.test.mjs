// A client that lost the server's state: it asks for a keyframe, and returns when that is no help.

import assert from "node:assert/strict";
import test from "node:test";

import { History } from "../../Sources/CUmpirePage/web/history.js";
import { readSchema } from "../../Sources/CUmpirePage/web/schema.js";
import {
    FakeSocket, frameOf, schema, seat, seated, start, tablesFrame, welcome, world,
} from "./harness.mjs";

const state = (tick) => world([3, tick % 1000, tick % 256, 1]);
const keyframe = (tick, options) => frameOf(tick, state(tick), null, 0, options);
const change = (tick, options) => frameOf(tick, state(tick), state(tick - 1), 1, options);
const wrong = { hash: 5 };
const asked = () => FakeSocket.newest.sent.filter((message) => message.type === "resync");
const column = (client) => client.state.tables.runners.columns.x[0];

/** A seated client that holds the snapshot of tick 101. */
function begin(context) {
    let now = 1000;
    context.mock.method(performance, "now", () => now);
    const { client, heard } = start(context);
    seat(client);
    const socket = FakeSocket.newest;
    socket.frame(keyframe(101));
    const pass = (milliseconds) => {
        now += milliseconds;
    };
    return { client, heard, socket, pass };
}

test("one damaged frame is one request, and the keyframe heals on the same socket", (context) => {
    const { client, socket } = begin(context);
    const held = client.history.newest.viewHash();
    socket.frame(change(102, wrong));
    const [request] = asked();
    assert.equal(request.reason, "hash");
    assert.equal(request.tick, 102);
    assert.ok(Number.isInteger(request.viewHash) && request.viewHash !== held);
    for (let tick = 103; tick < 108; tick += 1) {
        socket.frame(change(tick));
    }
    assert.equal(client.history.newest.tick, 101);
    assert.equal(client.history.newest.viewHash(), held);
    socket.frame(keyframe(108));
    assert.equal(request.viewHash, (() => {
        const history = new History(client.schema);
        history.receive(keyframe(102));
        return history.newest.viewHash();
    })());
    socket.frame(change(109));
    assert.ok(Math.abs(column(client) - 10.9) < 1e-9);
    assert.equal(asked().length, 1);
    assert.equal(client.statistics.resyncs, 1);
    assert.equal(client.statistics.returns, 0);
    assert.equal(client.connection, "open");
    assert.equal(FakeSocket.newest, socket);
});

test("it says why: bits that give no state, or an unknown baseline", (context) => {
    const { socket } = begin(context);
    socket.frame(change(102).subarray(0, 15));
    socket.frame(keyframe(103));
    socket.frame(frameOf(105, state(105), state(104), 1));
    socket.frame(keyframe(106));
    socket.frame(Uint8Array.of(9, 9));
    assert.deepEqual(asked(), [
        { type: "resync", tick: 102, reason: "decode" },
        { type: "resync", tick: 105, reason: "baseline" },
        { type: "resync", tick: 0, reason: "decode" }]);
});

test("what relies on a predecessor that is not held is an unknown baseline", (context) => {
    const { client, socket } = begin(context);
    const moving = (tick, behind) => (
        change(tick, { before: state(tick - 2), behind }));
    socket.frame(moving(102, 1));
    socket.frame(keyframe(103));
    socket.frame(change(104));
    socket.frame(moving(105, 1));
    assert.equal(client.history.newest.tick, 105);
    socket.frame(moving(106, 2));
    assert.deepEqual(asked(), [
        { type: "resync", tick: 102, reason: "baseline" },
        { type: "resync", tick: 106, reason: "baseline" }]);
});

test("a head that is cut short names no tick", (context) => {
    const { socket } = begin(context);
    socket.frame(change(102, { before: state(100), behind: 1 }).subarray(0, 14));
    assert.deepEqual(asked(), [{ type: "resync", tick: 0, reason: "decode" }]);
});

test("frames whose tables were not sent are helped by tables and a keyframe", (context) => {
    const { client, socket } = begin(context);
    const trained = { epoch: 1, mode: 1 };
    socket.frame(change(102, trained));
    socket.frame(tablesFrame(client.schema, 1, 1));
    socket.frame(keyframe(103, trained));
    socket.frame(change(104, trained));
    assert.equal(client.history.newest.tick, 104);
    assert.deepEqual(asked(), [{ type: "resync", tick: 102, reason: "baseline" }]);
    assert.equal(client.statistics.snapshots, 3);
    assert.equal(client.statistics.bytesReceived, [
        keyframe(101), tablesFrame(client.schema, 1, 1), keyframe(103, trained),
        change(104, trained)].reduce((sum, { length }) => sum + length, 0));
});

test("broken tables are one request, which the keyframe behind good ones answers", (context) => {
    const { client, socket } = begin(context);
    const tables = tablesFrame(client.schema, 1, 0);
    socket.frame(tables.subarray(0, 5));
    socket.frame(Uint8Array.of(3));
    assert.deepEqual(asked(), [{ type: "resync", tick: 0, reason: "decode" }]);
    socket.frame(tables);
    socket.frame(keyframe(103, { epoch: 1 }));
    assert.equal(client.history.newest.tick, 103);
    assert.equal(asked().length, 1);
});

test("another connection and another room begin without tables", (context) => {
    const { client, socket } = begin(context);
    const trained = { epoch: 1, mode: 0 };
    socket.frame(tablesFrame(client.schema, 1, 0));
    socket.frame(change(102, trained));
    assert.equal(asked().length, 0);
    socket.fail(1006);
    context.mock.timers.tick(250);
    FakeSocket.newest.accept();
    FakeSocket.newest.tell({ ...welcome, schema: undefined });
    FakeSocket.newest.tell({ ...seated, returned: true });
    FakeSocket.newest.frame(keyframe(110, trained));
    FakeSocket.newest.frame(tablesFrame(client.schema, 1, 0));
    FakeSocket.newest.frame(keyframe(111, trained));
    assert.equal(client.history.newest.tick, 111);
    FakeSocket.newest.tell({ ...seated, room: "NEWT" });
    FakeSocket.newest.frame(keyframe(5, trained));
    assert.equal(client.history.newest, null);
    assert.deepEqual(asked().map(({ tick, reason }) => [tick, reason]), [
        [110, "baseline"], [5, "baseline"]]);
});

test("the fourth time in a row it returns with its token", (context) => {
    const { client, socket } = begin(context);
    for (let turn = 0; turn < 4; turn += 1) {
        assert.equal(client.connection, "open");
        socket.frame(change(102 + 2 * turn, wrong));
        if (turn < 3) {
            // Keyframes are right, and what follows is not: they are no help.
            socket.frame(keyframe(103 + 2 * turn));
        }
    }
    assert.equal(asked().length, 3);
    assert.equal(client.statistics.resyncs, 4);
    assert.equal(client.connection, "waiting");
    assert.equal(socket.readyState, 3);
    context.mock.timers.tick(250);
    FakeSocket.newest.accept();
    assert.equal(FakeSocket.newest.sent[0].resume, seated.resumeToken);
    FakeSocket.newest.tell({ ...welcome, schema: undefined });
    FakeSocket.newest.tell({ ...seated, returned: true });
    FakeSocket.newest.frame(keyframe(200, wrong));
    assert.equal(asked().length, 1, "it begins to count anew");
});

test("a change whose hash agrees is help, and it may ask as often as before", (context) => {
    const { client, socket } = begin(context);
    for (let turn = 1; turn <= 12; turn += 1) {
        const tick = 101 + 3 * turn;
        socket.frame(frameOf(tick - 2, state(tick - 2), state(tick - 3), 1, wrong));
        socket.frame(keyframe(tick - 1));
        const options = turn % 2 === 0 ? {} : { hash: null };
        socket.frame(frameOf(tick, state(tick), state(tick - 1), 1, options));
        assert.equal(asked().length, turn);
    }
    assert.equal(client.connection, "open");
});

test("without a keyframe it asks again after two seconds, and then returns", (context) => {
    const { client, socket, pass } = begin(context);
    socket.frame(change(102, wrong));
    for (const [milliseconds, count] of [[1999, 1], [1, 2], [1999, 2], [1, 3], [1999, 3]]) {
        pass(milliseconds);
        socket.frame(change(103));
        assert.equal(asked().length, count);
    }
    assert.equal(client.connection, "open");
    pass(1);
    socket.frame(change(103));
    assert.equal(client.connection, "waiting");
    assert.equal(client.statistics.resyncs, 1);
});

test("when the server refuses, it returns, and the page is not bothered", (context) => {
    const { client, heard, socket } = begin(context);
    const refusal = { type: "refused", of: "resync", code: "tooManyResyncs", message: "no" };
    socket.tell(refusal);
    assert.equal(client.connection, "open", "nothing is waited for");
    socket.frame(change(102, wrong));
    socket.tell(refusal);
    assert.equal(client.connection, "waiting");
    assert.equal(heard.some(([name]) => name === "refused"), false);
});

test("behind its goodbye it asks for nothing", (context) => {
    const { client, socket } = begin(context);
    client.leave();
    for (let turn = 0; turn < 10; turn += 1) {
        socket.frame(change(102, wrong));
    }
    socket.tell({ type: "left" });
    assert.deepEqual(socket.sent.at(-1), { type: "leave" });
    assert.equal(asked().length, 0);
    assert.equal(client.connection, "open");
});

test("a history holds the snapshot before the newest, but no keyframe's elder", () => {
    const history = new History(readSchema(schema));
    assert.equal(history.predecessor, null);
    history.receive(keyframe(1));
    assert.equal(history.predecessor, null);
    for (let tick = 2; tick < 40; tick += 1) {
        history.receive(change(tick));
        assert.deepEqual([history.newest.tick, history.predecessor.tick], [tick, tick - 1]);
        assert.throws(() => history.receive(change(tick + 1, wrong)));
        assert.deepEqual([history.newest.tick, history.predecessor.tick], [tick, tick - 1]);
        for (let back = 0; back < history.length; back += 1) {
            assert.equal(history.at(back).tick, tick - back);
        }
    }
    history.receive(keyframe(40));
    assert.equal(history.predecessor, null);
});
