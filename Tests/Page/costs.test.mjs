// What fields cost: no bit of a frame may be counted twice or not at all.

import assert from "node:assert/strict";
import test from "node:test";

import { FrameCosts } from "../../Sources/CUmpirePage/web/frame-costs.js";
import { History } from "../../Sources/CUmpirePage/web/history.js";
import { readSchema } from "../../Sources/CUmpirePage/web/schema.js";
import { emptyWorld, nextWorld, randomSchema } from "./codec-worlds.mjs";
import { randomFrom } from "./encoder.mjs";
import { encodeSnapshot } from "./frame-encoder.mjs";
import { FakeSocket, frameOf, schema, seat, start, world } from "./harness.mjs";

const bitParts = 256;
const sumOf = (costs) => costs.spent.reduce((sum, part) => sum + part, 0);
const bitsOf = (costs) => new Map(costs.names.map((name, part) => (
    [name, costs.spent[part] / bitParts])));

for (const mode of [0, 1]) {
    const name = mode === 0 ? "speed" : "dense";
    test(`what the parts of a frame cost adds up to its bits (${name})`, () => {
        for (let seed = 1; seed <= 30; seed += 1) {
            const random = randomFrom(seed);
            const descriptor = randomSchema(random);
            descriptor.cue.fields.push({ name: "kind", kind: "int", bits: 5, min: 0, limit: 31 });
            const layout = readSchema(descriptor);
            const history = new History(layout);
            const costs = new FrameCosts(layout, history.decoder);
            history.costs = costs;
            let [before, now] = [null, emptyWorld(layout)];
            for (let tick = 1; tick <= 12; tick += 1) {
                const next = nextWorld(random, descriptor, now, before);
                const behind = tick % 4 === 0 ? 0 : history.behind;
                const cues = tick % 3 === 0 ? [{ ticksAgo: 0, words: [9] }] : [];
                const frame = encodeSnapshot(descriptor, tick === 1 ? null : now, next, {
                    tick, age: 1, mode, before, behind, cues });
                history.receive(frame);
                costs.offered = 0;
                history.measure(frame);
                const text = `seed ${seed}, tick ${tick}`;
                assert.equal(sumOf(costs), frame.length * 8 * bitParts, text);
                assert.ok(costs.spent.every((part) => part >= 0), text);
                assert.equal(costs.target.viewHash(), history.newest.viewHash(), text);
                [before, now] = [now, next];
            }
        }
    });
}

test("each bit is the field's that it belongs to", () => {
    const layout = readSchema(schema);
    const history = new History(layout);
    const costs = new FrameCosts(layout, history.decoder);
    const first = world([3, 10, 0, 1]);
    const frame = frameOf(101, world([3, 13, 0, 1]), first, 1, {
        hash: null, cues: [{ ticksAgo: 2, words: [1] }] });
    history.receive(frameOf(100, first, null));
    costs.measure(frame, history.newest, null);
    // Ten bytes of head. Rows: change, none gone, one changes, after no gap, a mask, none new. A
    // quiet 3 has a code of three bits, and a sign. The scalars have no fields. Cues: two varints
    // and one bit.
    const rows = 1 + 1 + 2 + 3 + 3 + 1;
    const left = 8 * frame.length - 80 - rows - 4 - 11;
    assert.deepEqual(bitsOf(costs), new Map([
        ["head", 80], ["cues", 11], ["end", left], ["runners rows", rows], ["runners.x", 4],
        ["runners.aim", 0], ["runners.isIt", 0], ["scalars rows", 0]]));
    assert.ok(left < 8);
});

test("each context belongs to the rows of its table or to one field", () => {
    const { decoder, schema: layout } = new History(readSchema(schema));
    const costs = new FrameCosts(layout, decoder);
    const [contexts] = decoder.contexts;
    const nameOf = (context) => costs.names[costs.parts[context]];
    for (const context of [contexts.first, contexts.hotMask, contexts.flags[0] - 1]) {
        assert.equal(nameOf(context), "runners rows");
    }
    ["runners.x", "runners.aim", "runners.isIt"].forEach((name, field) => {
        const next = contexts.flags[field + 1] ?? contexts.end;
        for (let context = contexts.flags[field]; context < next; context += 1) {
            assert.equal(nameOf(context), name);
        }
    });
});

test("one snapshot in eight is measured, and only while somebody looks", (context) => {
    const { client } = start(context);
    seat(client);
    const frame = (tick) => frameOf(
        tick, world([3, tick, 0, 1]), tick === 1 ? null : world([3, tick - 1, 0, 1]), 1);
    const socket = FakeSocket.newest;
    socket.frame(frame(1));
    assert.equal(client.history.costs, null);
    assert.deepEqual(client.largestFields(5), []);
    client.measureFields(true);
    const sums = new Set();
    for (let tick = 2; tick < 26; tick += 1) {
        socket.frame(frame(tick));
        sums.add(client.history.costs.sums[0]);
    }
    assert.equal(sums.size, 3);
    const largest = client.largestFields(3);
    assert.deepEqual(largest.map(({ name }) => name), ["head", "runners rows", "cues"]);
    assert.ok(largest[0].share > largest[1].share && largest[0].share < 1);
    client.measureFields(false);
    assert.deepEqual(client.largestFields(5), []);
    socket.frame(frame(26));
    assert.equal(client.history.costs, null);
});
