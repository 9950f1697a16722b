import assert from "node:assert/strict";
import test from "node:test";

import { TickClock } from "../../Sources/CUmpirePage/web/clock.js";
import { backOff, nextStep } from "../../Sources/CUmpirePage/web/connection.js";
import { History } from "../../Sources/CUmpirePage/web/history.js";
import { Frame, sampleHistory } from "../../Sources/CUmpirePage/web/interpolation.js";
import { readSchema } from "../../Sources/CUmpirePage/web/schema.js";
import { randomFrom } from "./encoder.mjs";
import { FakeSocket, frameOf, schema, seat, seated, start, welcome, world } from "./harness.mjs";

test("a client says hello first, then what was asked", (context) => {
    const { client, heard } = start(context, { name: "Ada" });
    seat(client);
    assert.deepEqual(FakeSocket.newest.sent, [
        { type: "hello", protocol: 1, name: "Ada" }, { type: "quickMatch" }]);
    assert.equal(heard[0][0], "seated");
    assert.equal(client.seat.player, 3);
});

test("after a break it returns with the token and the hash it knows", (context) => {
    const { client } = start(context);
    seat(client);
    FakeSocket.newest.frame(frameOf(101, world([3, 10, 0, 1]), null));
    const first = FakeSocket.newest;
    first.fail(1006);
    assert.equal(client.connection, "waiting");
    context.mock.timers.tick(250);
    assert.notEqual(FakeSocket.newest, first);
    FakeSocket.newest.accept();
    assert.deepEqual(FakeSocket.newest.sent[0], {
        type: "hello", protocol: 1, schemaHash: welcome.schemaHash, resume: seated.resumeToken });
    FakeSocket.newest.tell({ ...welcome, schema: undefined });
    FakeSocket.newest.tell({ ...seated, returned: true, resumeToken: "b".repeat(32) });
    FakeSocket.newest.frame(frameOf(140, world([3, 20, 0, 1]), null));
    assert.equal(client.state.tables.runners.columns.x[0], 2);
    assert.equal(client.store.token, "b".repeat(32));
    assert.equal(client.statistics.returns, 1);
});

test("a wire that was cut stays cut for a while", (context) => {
    const { client } = start(context);
    seat(client);
    const before = FakeSocket.all.length;
    client.cutWire();
    assert.equal(client.connection, "cut");
    context.mock.timers.tick(1499);
    assert.equal(FakeSocket.all.length, before);
    context.mock.timers.tick(1);
    assert.equal(FakeSocket.all.length, before + 1);
});

test("a token that is refused is forgotten, and a fresh hello follows", (context) => {
    const { client, heard } = start(context);
    seat(client);
    FakeSocket.newest.fail(1006);
    context.mock.timers.tick(250);
    FakeSocket.newest.accept();
    FakeSocket.newest.fail(4403);
    assert.equal(heard.at(-1)[0], "lost");
    assert.equal(client.seat, null);
    context.mock.timers.tick(500);
    FakeSocket.newest.accept();
    assert.equal("resume" in FakeSocket.newest.sent[0], false);
});

test("a spectator watches the same match again after a break", (context) => {
    const { client } = start(context);
    client.spectate("KITE");
    FakeSocket.newest.accept();
    FakeSocket.newest.tell(welcome);
    FakeSocket.newest.tell({ ...seated, player: null, spectator: true, resumeToken: undefined });
    FakeSocket.newest.fail(1006);
    context.mock.timers.tick(250);
    FakeSocket.newest.accept();
    FakeSocket.newest.tell(welcome);
    assert.deepEqual(FakeSocket.newest.sent.at(-1), { type: "spectate", room: "KITE" });
});

test("who asks for another room leaves the one it is in first", (context) => {
    const { client } = start(context);
    seat(client);
    client.spectate("NEWT");
    assert.deepEqual(FakeSocket.newest.sent.at(-1), { type: "leave" });
    FakeSocket.newest.tell({ type: "left" });
    assert.deepEqual(FakeSocket.newest.sent.at(-1), { type: "spectate", room: "NEWT" });
});

test("who leaves sends no input any more: it would be another's seat", (context) => {
    const { client } = start(context);
    seat(client);
    FakeSocket.newest.frame(frameOf(1, world([3, 10, 0, 1]), null));
    client.sendInput({ dx: 1 });
    client.sendInput({ dx: -1 });
    client.leave();
    assert.equal(client.sendInput({ dx: 0 }), false);
    context.mock.timers.tick(100);
    assert.deepEqual(FakeSocket.newest.sent.at(-1), { type: "leave" });
});

test("an input is quantised, packed and carries sequence and ack", (context) => {
    const { client } = start(context);
    seat(client);
    FakeSocket.newest.frame(frameOf(0x01020304, world([3, 10, 0, 1]), null));
    assert.equal(client.sendInput({ dx: 1, aim: 0.25, fire: true }), true);
    // dx 2 in two bits, aim 64 in eight, fire in one: 1·01000000·10, lowest bit first.
    assert.deepEqual([...FakeSocket.newest.sent.at(-1)], [
        1, 1, 0, 0, 0, 0, 0, 4, 3, 2, 1, 0b0000_0010, 0b101]);
    client.sendInput({ dx: -1 });
    client.sendInput({ dx: 0 });
    context.mock.timers.tick(34);
    const last = FakeSocket.newest.sent.at(-1);
    assert.deepEqual([last[1], last[11]], [2, 1]);
    assert.equal(client.statistics.resyncs, 0);
});

test("nothing a server sends throws", (context) => {
    const { client } = start(context);
    seat(client);
    const texts = ["", "{", "null", "7", "[]", "{}", '{"type":"__proto__"}', '{"type":"toString"}',
        '{"type":"roster","seats":[null,{"player":"x"},3]}', '{"type":"verdict","ranking":{}}',
        '{"type":"matches"}', '{"type":"phase"}', '{"type":"pong"}', '{"type":"refused"}',
        '{"type":"welcome","schema":{"tables":[{"fields":[{"bits":99}]}]}}'];
    for (const text of texts) {
        FakeSocket.newest.onmessage({ data: text });
    }
    for (let seed = 1; seed <= 300; seed += 1) {
        const random = randomFrom(seed);
        const bytes = Uint8Array.from({ length: Math.floor(random() * 60) }, () => random() * 256);
        bytes[0] = seed % 5 === 0 ? 3 : 2;
        // Half of them may be keyframes, which are read whatever went before, in both modes.
        bytes[8] *= seed & 1;
        bytes[9] &= 5;
        client.receiveBytes(bytes);
    }
    assert.equal(client.connection, "waiting");
});

test("the codes of a close say whether to come back", () => {
    assert.deepEqual([1006, 1012, 4408, 1001, 1013, 4403, 4409, 4422, 4426].map(nextStep), [
        "return", "return", "return", "later", "later", "fresh", "stop", "stop", "stop"]);
    assert.deepEqual([0, 1, 2, 9].map((attempt) => backOff(attempt, 1)), [250, 500, 1000, 5000]);
    assert.equal(backOff(0, 0), 125);
});

// MARK: Time

test("jitter does not shake the clock", () => {
    const random = randomFrom(7);
    const clock = new TickClock(30, 30);
    let before = -Infinity;
    for (let tick = 0; tick < 300; tick += 1) {
        const now = 5000 + (tick * 1000) / 30;
        clock.arrived(tick, now + 15 * random() ** 2);
        const drawn = clock.tickToDraw(now + 16);
        assert.ok(drawn >= before, `tick ${tick} goes back`);
        before = drawn;
        if (tick > 100) {
            const wanted = tick + (16 * 30) / 1000 - 2;
            assert.ok(Math.abs(drawn - wanted) < 0.25, `tick ${tick}: ${drawn}, not ${wanted}`);
        }
    }
});

test("the clock jumps over a pause of the server", () => {
    const clock = new TickClock(30, 30);
    const at = (tick, pause) => pause + (tick * 1000) / 30;
    for (let tick = 0; tick < 60; tick += 1) {
        clock.arrived(tick, at(tick, 0));
        clock.tickToDraw(at(tick, 0));
    }
    for (let tick = 60; tick < 75; tick += 1) {
        clock.arrived(tick, at(tick, 3000));
        clock.tickToDraw(at(tick, 3000));
    }
    assert.ok(Math.abs(clock.tickToDraw(at(74, 3000)) - 72) < 0.5);
});

/** A history of two snapshots, ticks 10 and 20, sampled in the middle. */
function halfway(first, second) {
    const layout = readSchema(schema);
    const history = new History(layout);
    const clock = new TickClock(10, 1);
    history.receive(frameOf(10, first, null));
    clock.arrived(10, 1000);
    history.receive(frameOf(20, second, first, 10));
    clock.arrived(20, 2000);
    clock.delay = 500;
    clock.delayTarget = 500;
    const frame = new Frame(layout);
    sampleHistory(history, clock, 2000, frame);
    assert.equal(frame.tick, 15);
    return frame.tables.runners;
}

test("between two snapshots values are halfway, angles the short way, the rest as before", () => {
    const { columns } = halfway(world([1, 100, 250, 0]), world([1, 110, 10, 1]));
    assert.ok(Math.abs(columns.x[0] - 10.5) < 1e-9);
    assert.equal(columns.aim[0], 258 / 256);
    assert.equal(columns.isIt[0], 0);
});

test("a new entity appears where it is, and a gone one is gone", () => {
    const view = halfway(
        world([1, 100, 0, 0], [2, 0, 0, 0]), world([1, 100, 0, 0], [9, 900, 7, 1]));
    assert.equal(view.count, 2);
    assert.deepEqual([view.indexOf(2), view.indexOf(9)], [-1, 1]);
    assert.equal(view.columns.x[1], 90);
});

test("an entity that was put elsewhere is not smeared over the field", () => {
    const { columns } = halfway(world([1, 0, 0, 0]), world([1, 900, 0, 0]));
    assert.equal(columns.x[0], 90);
});
