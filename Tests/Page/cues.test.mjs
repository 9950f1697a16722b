import assert from "node:assert/strict";
import test from "node:test";

import { FrameError } from "../../Sources/CUmpirePage/web/bits.js";
import { History } from "../../Sources/CUmpirePage/web/history.js";
import { readSchema } from "../../Sources/CUmpirePage/web/schema.js";
import { encodeSnapshot } from "./frame-encoder.mjs";

const schema = {
    tables: [],
    scalars: { fields: [{ name: "steps", kind: "int", bits: 8, min: 0, limit: 255 }] },
    input: { fields: [] },
    cue: { fields: [{ name: "number", kind: "int", bits: 16, min: 0, limit: 65535 }] },
};
const world = { tables: [], scalars: [1] };
const range = (first, count) => Array.from({ length: count }, (_, index) => first + index);

/** A keyframe with a cue for each of these `[tick, number]`. */
const frameOf = (tick, cues) => encodeSnapshot(schema, null, world, {
    tick, cues: cues.map(([when, number]) => ({ ticksAgo: tick - when, words: [number] })) });
const cuesOf = (tick, first, count) => range(first, count).map((number) => [tick, number]);

/** All that happened up to a tick, and was not taken before. */
function taken(history, tick) {
    const cues = [];
    for (let cue = history.takeCue(tick); cue !== null; cue = history.takeCue(tick)) {
        cues.push([cue.tick, cue.number]);
    }
    return cues;
}

test("a whisper and a later shout of one frame are each heard in their tick", () => {
    const history = new History(readSchema(schema));
    history.receive(frameOf(7, []));
    history.receive(encodeSnapshot(schema, world, world, {
        tick: 10, age: 3, cues: [
            { ticksAgo: 2, words: [8] }, { ticksAgo: 1, words: [9] }, { ticksAgo: 0, words: [1] },
            { ticksAgo: 0, words: [2] }] }));
    assert.deepEqual([7, 7.9, 8, 8.9, 9, 9.9, 10].map((tick) => taken(history, tick)), [
        [], [], [[8, 8]], [], [[9, 9]], [], [[10, 1], [10, 2]]]);
});

test("all cues of the fullest frames are kept, until two of them wait", () => {
    const history = new History(readSchema(schema));
    const all = [];
    for (const tick of [1, 2]) {
        const cues = cuesOf(tick, tick * 1000, 512);
        history.receive(frameOf(tick, cues));
        all.push(...cues);
    }
    assert.deepEqual(taken(history, 1), all.slice(0, 512));
    assert.deepEqual(taken(history, 2), all.slice(512));
    for (let tick = 3; tick < 9; tick += 1) {
        const cues = cuesOf(tick, tick * 1000, 400);
        history.receive(frameOf(tick, cues));
        all.push(...cues);
    }
    assert.deepEqual(taken(history, 9), all.slice(-1024));
});

test("a broken frame changes no cue that waits, and has no more than there can be", () => {
    const history = new History(readSchema(schema));
    const waiting = [...cuesOf(1, 100, 512), ...cuesOf(2, 1000, 512)];
    history.receive(frameOf(1, waiting.slice(0, 512)));
    history.receive(frameOf(2, waiting.slice(512)));
    const frame = frameOf(3, cuesOf(3, 5000, 512));
    assert.throws(() => history.receive(Uint8Array.of(...frame, 0)), FrameError);
    assert.throws(() => history.receive(frameOf(3, cuesOf(3, 5000, 513))), FrameError);
    assert.deepEqual(taken(history, 3), waiting);
});
