import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { BitReader, FrameError } from "../../Sources/CUmpirePage/web/bits.js";
import { DeltaDecoder } from "../../Sources/CUmpirePage/web/delta-decoder.js";
import { readSchema } from "../../Sources/CUmpirePage/web/schema.js";
import { Snapshot, SnapshotHeader } from "../../Sources/CUmpirePage/web/snapshot.js";
import { randomFrom } from "./encoder.mjs";

// Real packets of the server's encoder: a keyframe, then a chain with gaps of several lengths.
const vectors = JSON.parse(readFileSync(new URL("codec-vectors.json", import.meta.url), "utf8"));
const bytesOf = (text) => Uint8Array.from(Buffer.from(text, "base64"));
const nameOf = ({ mode, epoch }) => `${mode === 0 ? "speed" : "dense"}, epoch ${epoch}`;

/** Decodes a chain's packets; keeps all snapshots, so that any packet can be decoded again. */
class Chain {
    constructor(run, schema = readSchema(vectors.schema)) {
        this.run = run;
        this.schema = schema;
        this.decoder = new DeltaDecoder(schema);
        this.reader = new BitReader();
        this.snapshots = [];
        if (run.epoch > 0) {
            this.decoder.useTables(tablesFrame(run));
        }
    }

    decode(index, target, bytes = bytesOf(this.run.packets[index][3])) {
        const [ahead, behind] = this.run.packets[index];
        const baseline = ahead === 0 ? null : this.snapshots[index - 1];
        const predecessor = behind === 0 ? null : this.snapshots[index - 2];
        const { mode, epoch } = this.run;
        this.reader.reset(bytes);
        this.decoder.decode(
            this.reader, baseline, predecessor, ahead, behind, mode, epoch, target);
        this.reader.finish();
    }

    /** Decodes the packets in front of one. */
    to(index) {
        for (let place = this.snapshots.length; place < index; place += 1) {
            const target = new Snapshot(this.schema);
            this.decode(place, target);
            this.snapshots.push(target);
        }
        return this;
    }
}

const tablesFrame = ({ epoch, mode, tables }) => (
    Uint8Array.from([3, epoch, mode, 0, ...bytesOf(tables)]));

function assertValid(snapshot, schema, text) {
    const within = (row, words, start) => row.fields.forEach(({ limit }, field) => {
        assert.ok(words[start + field] <= limit, `${text}: ${words[start + field]} in ${field}`);
    });
    snapshot.tables.forEach((table, index) => {
        assert.ok(table.count <= 4096, text);
        for (let place = 0; place < table.count; place += 1) {
            assert.ok(place === 0 || table.ids[place - 1] < table.ids[place], text);
            within(schema.tables[index], table.rows, place * table.width);
        }
    });
    within(schema.scalars, snapshot.scalars, 0);
}

for (const run of vectors.runs) {
    test(`real packets give the server's state (${nameOf(run)})`, () => {
        const chain = new Chain(run).to(run.packets.length);
        const hashes = chain.snapshots.map((snapshot) => snapshot.viewHash());
        assert.deepEqual(hashes, run.packets.map(([, , hash]) => hash));
    });

    test(`comparing all rows finds the same hot ones (${nameOf(run)})`, () => {
        const chain = new Chain(run);
        run.packets.forEach(([, , hash], index) => {
            chain.to(index);
            const target = new Snapshot(chain.schema);
            chain.snapshots.forEach((snapshot) => {
                snapshot.baselineSerial = 0;
            });
            chain.decode(index, target);
            assert.equal(target.viewHash(), hash, `packet ${index}`);
        });
    });

    test(`snapshots that are used again leave nothing behind (${nameOf(run)})`, () => {
        const chain = new Chain(run);
        const ring = [0, 1, 2].map(() => new Snapshot(chain.schema));
        for (let round = 0; round < 2; round += 1) {
            run.packets.forEach(([, , hash], index) => {
                chain.snapshots[index] = ring[index % ring.length];
                chain.decode(index, chain.snapshots[index]);
                assert.equal(chain.snapshots[index].viewHash(), hash, `packet ${index}`);
            });
        }
    });

    test(`a packet cut short is refused, or its state differs (${nameOf(run)})`, () => {
        const chain = new Chain(run).to(4);
        const target = new Snapshot(chain.schema);
        for (const index of [0, 1, 3]) {
            const [, , hash, text] = run.packets[index];
            const whole = bytesOf(text);
            for (let length = 0; length < whole.length; length += 1) {
                assert.notEqual(
                    stateOf(chain, index, target, whole.slice(0, length)), hash,
                    `packet ${index}, ${length} bytes`);
            }
        }
    });

    // A few bits say nothing, like a change of a field to what it is expected to be: these yield
    // the right state. All others must not.
    test(`a flipped bit is refused, or its state is seen to differ (${nameOf(run)})`, () => {
        const chain = new Chain(run).to(4);
        const target = new Snapshot(chain.schema);
        let flips = 0;
        let same = 0;
        for (const index of [1, 2, 3]) {
            const [, , hash, text] = run.packets[index];
            for (let bit = index; bit < bytesOf(text).length * 8; bit += 3) {
                const broken = bytesOf(text);
                broken[bit >> 3] ^= 1 << (bit & 7);
                const state = stateOf(chain, index, target, broken);
                flips += 1;
                same += state === hash ? 1 : 0;
                if (state !== null) {
                    assertValid(target, chain.schema, `packet ${index}, bit ${bit}`);
                }
            }
            assert.equal(chain.snapshots[index - 1].viewHash(), run.packets[index - 1][2]);
        }
        assert.ok(same * 100 < flips, `${same} of ${flips} flips are not seen`);
    });
}

/** The hash of the state that bytes lead to; null when they are refused. */
function stateOf(chain, index, target, bytes) {
    try {
        chain.decode(index, target, bytes);
    } catch (error) {
        assert.ok(error instanceof FrameError, error.stack);
        return null;
    }
    return target.viewHash();
}

test("tables that are cut short, too long or of no epoch are refused", () => {
    for (const run of vectors.runs.filter(({ epoch }) => epoch > 0)) {
        const chain = new Chain(run).to(2);
        const frame = tablesFrame(run);
        const changed = (place, value) => Uint8Array.from(frame, (byte, index) => (
            index === place ? value : byte));
        for (let length = 0; length < frame.length; length += 1) {
            assert.throws(() => chain.decoder.useTables(frame.slice(0, length)), FrameError);
        }
        const heads = [[0, 2], [1, 0], [1, 16], [2, 2], [3, 1]]
            .map(([place, value]) => changed(place, value));
        for (const broken of [...heads, Uint8Array.from([...frame, 0])]) {
            assert.throws(() => chain.decoder.useTables(broken), FrameError);
        }
        chain.to(4);
        assert.equal(chain.snapshots[3].viewHash(), run.packets[3][2]);
    }
});

test("tables and snapshots that are not held are missed", () => {
    const run = vectors.runs.find(({ epoch }) => epoch > 0);
    const chain = new Chain(run).to(3);
    const { decoder, reader, schema, snapshots } = chain;
    const target = new Snapshot(schema);
    const decode = (old, before, behind, mode, epoch) => {
        reader.reset(bytesOf(run.packets[2][3]));
        decoder.decode(reader, old, before, 1, behind, mode, epoch, target);
    };
    assert.throws(() => decode(snapshots[1], snapshots[0], 1, run.mode, 2), FrameError);
    assert.throws(() => decode(snapshots[1], snapshots[0], 1, 2, 0), FrameError);
    assert.throws(() => decode(snapshots[1], null, 1, run.mode, 1), FrameError);
    assert.throws(() => decode(null, snapshots[0], 1, run.mode, 1), FrameError);
    decode(snapshots[1], snapshots[0], 1, run.mode, 1);
    decoder.forgetTables();
    assert.throws(() => decode(snapshots[1], snapshots[0], 1, run.mode, 1), FrameError);
});

test("a frame's head names its predecessor, its mode and its epoch", () => {
    const head = (age, flags, ...rest) => (
        Uint8Array.from([2, 7, 0, 0, 9, 0, 0, 0, age, flags, ...rest]));
    const header = new SnapshotHeader();
    const reader = new BitReader();
    header.read(head(3, 0b1011_0111, 5, 1, 0, 0, 0, 0xff), reader);
    const { age, predecessorAge, mode, epoch, viewHash } = header;
    assert.deepEqual([age, predecessorAge, mode, epoch, viewHash], [3, 5, 1, 11, 1]);
    assert.equal(reader.position, 15 * 8);
    header.read(head(3, 0), reader);
    assert.deepEqual([header.predecessorAge, header.mode, header.epoch], [0, 0, 0]);
    for (const broken of [head(3, 8), head(3, 2, 0), head(0, 2, 1), head(3, 2)]) {
        assert.throws(() => header.read(broken, reader), FrameError);
    }
});
