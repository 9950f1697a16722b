import assert from "node:assert/strict";
import test from "node:test";

import { BitReader, FrameError } from "../../Sources/CUmpirePage/web/bits.js";
import { DeltaDecoder } from "../../Sources/CUmpirePage/web/delta-decoder.js";
import { readSchema } from "../../Sources/CUmpirePage/web/schema.js";
import { Snapshot } from "../../Sources/CUmpirePage/web/snapshot.js";
import { SpeedSink, TableWriter, encodeWorld } from "./codec-encoder.mjs";
import { emptyWorld, nextWorld, randomSchema } from "./codec-worlds.mjs";
import { hashOf, randomFrom } from "./encoder.mjs";

/** What both sides hold at some ticks. */
class Pair {
    constructor(seed) {
        this.random = randomFrom(seed);
        const descriptor = randomSchema(this.random);
        this.descriptor = descriptor;
        this.schema = readSchema(descriptor);
        this.decoder = new DeltaDecoder(this.schema);
        this.reader = new BitReader();
        this.held = [];
        this.tick = 0;
        this.world = emptyWorld(this.schema);
        this.before = null;
    }

    advance() {
        const { random, descriptor } = this;
        const next = nextWorld(random, descriptor, this.world, this.before);
        this.before = this.world;
        this.world = next;
        this.tick += 1 + Math.floor(random() * 5);
    }

    /** Two held ones to rely upon, not always the newest; a predecessor is no keyframe's. */
    choose() {
        const { random, held } = this;
        if (held.length === 0 || random() < 0.05) {
            return [null, null];
        }
        const back = random() < 0.8 ? 1 : 1 + Math.floor(random() * held.length);
        const place = held.length - back;
        const older = random() < 0.7 ? 1 : 1 + Math.floor(random() * 3);
        return [held[place], random() < 0.15 ? null : held[place - older] ?? null];
    }
}

for (const mode of [0, 1]) {
    const name = mode === 0 ? "speed" : "dense";
    test(`any chain of packets gives the server's world (${name})`, () => {
        for (let seed = 1; seed <= 60; seed += 1) {
            const pair = new Pair(seed);
            for (let step = 0; step < 25; step += 1) {
                pair.advance();
                const [old, before] = pair.choose();
                const ahead = old === null ? 0 : pair.tick - old.tick;
                const behind = before === null ? 0 : old.tick - before.tick;
                const bytes = encodeWorld(
                    pair.schema, mode, pair.world, old?.world ?? null, before?.world ?? null,
                    ahead, behind);
                const snapshot = new Snapshot(pair.schema);
                pair.reader.reset(bytes);
                pair.decoder.decode(
                    pair.reader, old?.snapshot ?? null, before?.snapshot ?? null, ahead, behind,
                    mode, 0, snapshot);
                pair.reader.finish();
                const text = `seed ${seed}, step ${step}`;
                assert.equal(snapshot.viewHash(), hashOf(sorted(pair.world)), text);
                pair.held.push({ tick: pair.tick, world: pair.world, snapshot });
            }
        }
    });
}

test("broken packets of any schema lead to valid states or are refused", () => {
    for (let seed = 100; seed < 160; seed += 1) {
        const pair = new Pair(seed);
        const mode = seed % 2;
        pair.advance();
        const first = pair.world;
        const old = new Snapshot(pair.schema);
        pair.reader.reset(encodeWorld(pair.schema, mode, first, null, null, 0, 0));
        pair.decoder.decode(pair.reader, null, null, 0, 0, mode, 0, old);
        pair.advance();
        const whole = encodeWorld(pair.schema, mode, pair.world, first, null, 1, 0);
        const target = new Snapshot(pair.schema);
        for (let turn = 0; turn < 200; turn += 1) {
            const bytes = whole.slice();
            bytes[Math.floor(pair.random() * bytes.length)] = Math.floor(pair.random() * 256);
            const text = `seed ${seed}, turn ${turn}`;
            try {
                pair.reader.reset(bytes);
                pair.decoder.decode(pair.reader, old, null, 1, 0, mode, 0, target);
                assertValid(pair.schema, target, text);
            } catch (error) {
                assert.ok(error instanceof FrameError, `${text}: ${error.stack}`);
            }
        }
        assert.equal(old.viewHash(), hashOf(sorted(first)), `seed ${seed}`);
    }
});

test("a table holds 4,096 entities and not one more", () => {
    const descriptor = { tables: [{ name: "t", fields: [] }], scalars: { fields: [] } };
    const schema = readSchema(descriptor);
    const decoder = new DeltaDecoder(schema);
    const decode = (count) => {
        const ids = Array.from({ length: count }, (_, id) => [id * 2, []]);
        const world = { tables: [new Map(ids)], scalars: [] };
        const snapshot = new Snapshot(schema);
        const reader = new BitReader(encodeWorld(schema, 0, world, null, null, 0, 0));
        decoder.decode(reader, null, null, 0, 0, 0, 0, snapshot);
        return snapshot.tables[0];
    };
    assert.equal(decode(4096).count, 4096);
    assert.throws(() => decode(4097), /too many/);
});

test("entities come at both ends of the ids", () => {
    const descriptor = { tables: [{ name: "t", fields: [
        { name: "x", kind: "int", bits: 8, min: 0, limit: 255 },
    ] }], scalars: { fields: [] } };
    const schema = readSchema(descriptor);
    const decoder = new DeltaDecoder(schema);
    const worlds = [[[65535, [9]]], [[0, [1]], [65535, [9]]], [[0, [1]], [3, [7]], [65534, [2]]]]
        .map((entities) => ({ tables: [new Map(entities)], scalars: [] }));
    const held = worlds.map(() => new Snapshot(schema));
    worlds.forEach((world, index) => {
        const old = index === 0 ? null : worlds[index - 1];
        const reader = new BitReader(encodeWorld(schema, 1, world, old, null, 1, 0));
        decoder.decode(reader, held[index - 1] ?? null, null, 1, 0, 1, 0, held[index]);
        assert.equal(held[index].viewHash(), hashOf(world));
    });
    assert.deepEqual([...held[2].tables[0].isNew.subarray(0, 3)], [0, 1, 1]);
});

test("ids go round once at most", () => {
    const schema = readSchema({ tables: [{ name: "t", fields: [] }], scalars: { fields: [] } });
    const decoder = new DeltaDecoder(schema);
    const decode = (gaps) => {
        const sink = new SpeedSink();
        const writer = new TableWriter(sink, decoder.contexts[0]);
        writer.put(0, 1);
        [1, 3].forEach((context) => writer.count(context, 0));
        writer.count(5, gaps.length);
        gaps.forEach((gap) => writer.count(6, gap));
        const snapshot = new Snapshot(schema);
        decoder.decode(new BitReader(sink.bytes()), null, null, 0, 0, 0, 0, snapshot);
        return [...snapshot.tables[0].ids.subarray(0, snapshot.tables[0].count)];
    };
    assert.deepEqual(decode([65535]), [65535]);
    assert.deepEqual(decode([10, 65524]), [10, 65535]);
    assert.throws(() => decode([65536]), FrameError);
    assert.throws(() => decode([10, 65525]), FrameError);
    assert.throws(() => decode([0xffffffff]), FrameError);
});

const moving = readSchema({ tables: [{ name: "t", fields: [
    { name: "kind", kind: "int", bits: 2, min: 0, limit: 3 },
    { name: "x", kind: "int", bits: 16, min: 0, limit: 65535 },
    { name: "y", kind: "int", bits: 16, min: 0, limit: 65535 },
] }], scalars: { fields: [] } });

test("rows that all go on as expected are said so once", () => {
    // Thirty entities with a speed each; one goes, one stops being as expected, all others are.
    const worldAt = (tick) => {
        const entities = Array.from({ length: 30 }, (_, id) => (
            [id, [id & 3, 5000 + (id + 1) * tick, 9000 - 3 * id * tick]]));
        if (tick === 3) {
            entities[20][1][1] += 7;
            entities.splice(11, 1);
        }
        return { tables: [new Map(entities)], scalars: [] };
    };
    for (const mode of [0, 1]) {
        const decoder = new DeltaDecoder(moving);
        const held = [new Snapshot(moving), new Snapshot(moving), new Snapshot(moving)];
        const bytes = held.map((target, index) => {
            const [now, old, before] = [0, 1, 2].map((age) => (
                age <= index ? worldAt(index + 1 - age) : null));
            const packet = encodeWorld(
                moving, mode, now, old, before, index === 0 ? 0 : 1, index === 2 ? 1 : 0);
            const reader = new BitReader(packet);
            decoder.decode(
                reader, held[index - 1] ?? null, held[index - 2] ?? null, index === 0 ? 0 : 1,
                index === 2 ? 1 : 0, mode, 0, target);
            reader.finish();
            assert.equal(target.viewHash(), hashOf(now), `mode ${mode}, packet ${index}`);
            return packet.length;
        });
        if (mode === 0) {
            assert.ok(bytes[2] <= 8, `${bytes[2]} bytes`);
        }
    }
});

test("a run of rows that are as expected is no longer than there are rows", () => {
    const worlds = [[10, 20], [12, 23]].map(([x, y]) => (
        { tables: [new Map([0, 1, 2].map((id) => [id, [0, x + id, y]]))], scalars: [] }));
    const decode = (run) => {
        const decoder = new DeltaDecoder(moving);
        const held = worlds.map(() => new Snapshot(moving));
        held.forEach((target, index) => {
            const packet = encodeWorld(
                moving, 0, worlds[index], worlds[index - 1] ?? null, null, index, 0);
            decoder.decode(
                new BitReader(packet), held[index - 1] ?? null, null, index, 0, 0, 0, target);
        });
        const sink = new SpeedSink();
        const writer = new TableWriter(sink, decoder.contexts[0]);
        writer.put(0, 1);
        writer.count(1, 0);
        // Two fields moved, five together: level 3.
        writer.put(135 + 3, 3);
        writer.count(183, run);
        [3, 5].forEach((context) => writer.count(context, 0));
        const target = new Snapshot(moving);
        decoder.decode(new BitReader(sink.bytes()), held[1], held[0], 1, 1, 0, 0, target);
        return [...target.tables[0].rows.subarray(0, 9)];
    };
    assert.deepEqual(decode(2), [0, 14, 26, 0, 15, 26, 0, 16, 26]);
    assert.throws(() => decode(3), FrameError);
    assert.throws(() => decode(0xffffffff), FrameError);
});

test("a field of one value is no choice", () => {
    const { contexts } = new DeltaDecoder(readSchema({ tables: [{ name: "t", fields: [
        { name: "one", kind: "int", bits: 1, min: 0, limit: 0 },
        { name: "only", kind: "enum", bits: 1, cases: ["it"] },
        { name: "two", kind: "int", bits: 1, min: 0, limit: 1 },
    ] }], scalars: { fields: [] } }));
    const [table] = contexts;
    const sizes = [...table.flags, table.end].slice(1).map((next, at) => next - table.flags[at]);
    assert.deepEqual(sizes, [12 + 20 + 12, 12, 12 + 1]);
});

function assertValid(schema, snapshot, text) {
    snapshot.tables.forEach((table, index) => {
        for (let place = 0; place < table.count; place += 1) {
            assert.ok(place === 0 || table.ids[place - 1] < table.ids[place], text);
            schema.tables[index].fields.forEach((field, at) => {
                const word = table.rows[place * table.width + at];
                assert.ok(word <= greatest(field), `${text}: ${word} in ${field.name}`);
            });
        }
    });
}

const greatest = (field) => (field.kind === "enum" ? field.cases.length - 1 : field.limit);

const sorted = (world) => ({
    tables: world.tables.map((table) => new Map([...table].sort(([one], [other]) => one - other))),
    scalars: world.scalars,
});
