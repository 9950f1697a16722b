import assert from "node:assert/strict";
import test from "node:test";

import { BitReader, BitWriter, FrameError, finishHash, mixWord } from
    "../../Sources/CUmpirePage/web/bits.js";
import { History, MismatchError } from "../../Sources/CUmpirePage/web/history.js";
import { readSchema, valueOf, wordOf } from "../../Sources/CUmpirePage/web/schema.js";
import { Bits, hashOf, murmur, randomFrom } from "./encoder.mjs";
import { encodeSnapshot } from "./frame-encoder.mjs";

const point = [
    { name: "x", kind: "float", bits: 10, min: 0, step: 0.05, limit: 1000, hint: "interpolated" },
    { name: "isIt", kind: "bool", bits: 1 },
];
const small = {
    tables: [{ name: "runners", fields: point }],
    scalars: { fields: [{ name: "cooldown", kind: "int", bits: 8, min: 0, limit: 255 }] },
    input: { fields: [{ name: "dx", kind: "int", bits: 2, min: -1, limit: 2 }] },
    cue: { fields: [{ name: "kind", kind: "enum", bits: 1, cases: ["tag", "fall"] }] },
};

const worldOf = (history) => ({
    tables: history.newest.tables.map((table) => new Map(Array.from(
        { length: table.count },
        (_, index) => [
            table.ids[index],
            [...table.rows.subarray(index * table.width, (index + 1) * table.width)],
        ],
    ))),
    scalars: [...history.newest.scalars],
});

test("bits are read lowest first across bytes", () => {
    const reader = new BitReader(Uint8Array.of(0b1010_0101, 0xff, 0x00, 0x12, 0x34));
    assert.equal(reader.read(3), 0b101);
    assert.equal(reader.read(0), 0);
    assert.equal(reader.read(7), 0b11_10100);
    assert.equal(reader.read(30), 0x0d04803f);
    assert.throws(() => reader.read(1), FrameError);
});

test("a value of 32 bits survives writing and reading at any offset", () => {
    for (let offset = 0; offset < 8; offset += 1) {
        const bytes = new Uint8Array(5);
        const writer = new BitWriter(bytes);
        writer.write(0, offset);
        writer.write(0xdeadbeef, 32);
        const reader = new BitReader(bytes);
        reader.read(offset);
        assert.equal(reader.read(32), 0xdeadbeef);
    }
});

test("a varint has up to eight groups of four bits", () => {
    for (const value of [0, 1, 15, 16, 300, 0xffffffff]) {
        assert.equal(new BitReader(new Bits().varint(value).bytes()).readVarint(), value);
    }
    assert.throws(() => new BitReader(new Uint8Array(8).fill(0xff)).readVarint(), FrameError);
});

test("the hash is MurmurHash3, known values included", () => {
    const hash = (words) => finishHash(words.reduce(mixWord, 0), words.length);
    assert.equal(hash([]), 0);
    // "test" and "aaaa" as little-endian words, seed 0, from the reference implementation.
    assert.equal(hash([0x74736574]), 0xba6bd213);
    const words = [1, 0xffffffff, 0x12345678, 0];
    assert.equal(hash(words), murmur(new Uint8Array(new Uint32Array(words).buffer)));
});

test("a keyframe written by hand is understood", () => {
    const bits = new Bits().write(2, 8).write(7, 16).write(-3, 8).write(500, 32).write(0, 8);
    bits.write(0, 8);
    // Something changes; none is gone; none of the old ones changes; one comes, and its id is 2;
    // of its fields the first changes, by 3, upwards. The scalars change: the first does, by 2,
    // upwards.
    const world = ["1", "0", "0", "10", "110", "110", "11100", "0", "1", "1", "010", "0"];
    for (const bit of world.join("")) {
        bits.write(Number(bit), 1);
    }
    bits.varint(1).varint(2).write(1, 1);
    const history = new History(readSchema(small));
    history.receive(bits.bytes());
    assert.equal(history.header.ackSequence, 7);
    assert.equal(history.header.lead, -3);
    assert.equal(history.newest.tick, 500);
    assert.deepEqual(worldOf(history).tables[0], new Map([[2, [3, 0]]]));
    assert.deepEqual(worldOf(history).scalars, [2]);
    assert.equal(history.takeCue(497), null);
    const { tick, kind } = history.takeCue(498);
    assert.deepEqual({ tick, kind }, { tick: 498, kind: "fall" });
});

test("an unknown baseline, a wrong hash and bits to spare are seen", () => {
    const world = { tables: [new Map([[1, [5, 0]]])], scalars: [1] };
    const history = new History(readSchema(small));
    assert.throws(
        () => history.receive(encodeSnapshot(small, world, world, { tick: 9, age: 3 })),
        MismatchError);
    assert.throws(
        () => history.receive(encodeSnapshot(small, null, world, { tick: 9, hash: 1 })),
        MismatchError);
    const longer = [...encodeSnapshot(small, null, world, { tick: 9 }), 0];
    assert.throws(() => history.receive(Uint8Array.from(longer)), FrameError);
    assert.equal(history.newest, null);
    history.receive(encodeSnapshot(small, null, world, { tick: 9 }));
    assert.equal(history.newest.viewHash(), hashOf(world));
});

test("values are brought into their field, angles around", () => {
    const [x] = readSchema(small).tables[0].fields;
    assert.equal(wordOf(x, 1), 20);
    assert.equal(wordOf(x, 1e9), 1000);
    assert.equal(wordOf(x, -1), 0);
    assert.equal(wordOf(x, NaN), 0);
    const aim = readSchema({ tables: [{ name: "t", fields: [{
        name: "aim", kind: "float", bits: 8, min: 0, step: 1 / 256, limit: 255, hint: "angle",
    }] }] }).tables[0].fields[0];
    assert.equal(wordOf(aim, -0.25), 192);
    assert.equal(wordOf(aim, 1), 0);
    const dx = readSchema(small).input.fields[0];
    assert.deepEqual([-1, 0, 1].map((value) => wordOf(dx, value)), [0, 1, 2]);
    assert.deepEqual([0, 1, 2].map((word) => valueOf(dx, word)), [-1, 0, 1]);
});

// MARK: Properties

function randomSchema(random) {
    const row = (least) => ({
        fields: Array.from({ length: least + Math.floor(random() * 6) }, (_, index) => {
            const bits = Math.floor(random() * 33);
            return { name: `f${index}`, kind: "int", bits, min: 0, limit: 2 ** bits - 1 };
        }),
    });
    const tables = Array.from({ length: Math.floor(random() * 4) }, (_, index) => (
        { name: `t${index}`, ...row(0) }));
    return { tables, scalars: row(0), input: row(0), cue: row(0) };
}

const randomWords = (random, { fields }) => (
    fields.map(({ bits }) => Math.floor(random() * 2 ** bits)));

function nextWorld(random, schema, old) {
    const nudge = (word, bits) => {
        const kind = random();
        if (kind < 0.6) {
            return word;
        }
        const far = Math.floor(random() * 2 ** bits);
        const near = Math.max(0, Math.min(2 ** bits - 1, word + Math.floor(random() * 9) - 4));
        return kind < 0.9 ? near : far;
    };
    const change = (row, words) => words.map((word, place) => nudge(word, row.fields[place].bits));
    const tables = schema.tables.map((table, index) => {
        const kept = [...old.tables[index]].filter(() => random() > 0.1);
        const entities = new Map(kept.map(([id, row]) => [id, change(table, row)]));
        for (let count = Math.floor(random() * 4); count > 0; count -= 1) {
            const id = Math.floor(random() * 65536);
            if (!old.tables[index].has(id)) {
                entities.set(id, randomWords(random, table));
            }
        }
        return entities;
    });
    return { tables, scalars: change(schema.scalars, old.scalars) };
}

const sorted = (world) => ({
    tables: world.tables.map((table) => new Map([...table].sort(([one], [other]) => one - other))),
    scalars: world.scalars,
});

test("any chain of deltas gives the server's world and its cues", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
        const random = randomFrom(seed);
        const schema = randomSchema(random);
        const history = new History(readSchema(schema));
        let world = {
            tables: schema.tables.map(() => new Map()),
            scalars: schema.scalars.fields.map(() => 0),
        };
        let tick = Math.floor(random() * 1e6);
        let before = null;
        let isKeyframe = true;
        for (let step = 0; step < 40; step += 1) {
            const age = 1 + Math.floor(random() * 200);
            const mode = seed & 1;
            const next = nextWorld(random, schema, world);
            const cues = Array.from({ length: Math.floor(random() * 3) }, () => (
                { ticksAgo: Math.floor(random() * 3), words: randomWords(random, schema.cue) }));
            tick += age;
            const baseline = isKeyframe ? null : world;
            const behind = isKeyframe || random() < 0.2 ? 0 : history.behind;
            history.receive(encodeSnapshot(
                schema, baseline, next, { tick, age, cues, mode, before, behind }));
            assert.deepEqual(worldOf(history), sorted(next), `seed ${seed}, step ${step}`);
            for (const cue of cues) {
                assert.equal(history.takeCue(tick)?.tick, tick - cue.ticksAgo, `seed ${seed}`);
            }
            before = world;
            world = next;
            isKeyframe = random() < 0.05;
        }
    }
});

test("a frame cut short or with flipped bits is refused, and the state stays", () => {
    const world = { tables: [new Map([[1, [5, 0]], [8, [900, 1]]])], scalars: [1] };
    const moved = { tables: [new Map([[1, [6, 1]], [9, [1, 1]]])], scalars: [77] };
    const begun = () => {
        const history = new History(readSchema(small));
        history.receive(encodeSnapshot(small, null, world, { tick: 10 }));
        return history;
    };
    let history = begun();
    const frame = encodeSnapshot(small, world, moved, { tick: 12, age: 2 });
    let passed = 0;
    for (let length = 0; length < frame.length; length += 1) {
        assert.throws(() => history.receive(frame.subarray(0, length)), FrameError);
    }
    for (let seed = 1; seed <= 2000; seed += 1) {
        const random = randomFrom(seed);
        const broken = Uint8Array.from(frame);
        const bit = 80 + Math.floor(random() * (frame.length * 8 - 80));
        broken[bit >> 3] ^= 1 << (bit & 7);
        broken[10 + Math.floor(random() * (frame.length - 10))] = Math.floor(random() * 256);
        let expected = world;
        try {
            history.receive(broken);
            // Some bits are to spare: what is damaged there may still say the same.
            expected = moved;
        } catch (error) {
            assert.ok(error instanceof FrameError, `seed ${seed}: ${error}`);
        }
        assert.equal(history.newest.viewHash(), hashOf(expected), `seed ${seed}`);
        if (expected === moved) {
            passed += 1;
            history = begun();
        }
    }
    assert.ok(passed < 20, `${passed} broken frames passed`);
    history.receive(frame);
    assert.equal(history.newest.viewHash(), hashOf(moved));
});
