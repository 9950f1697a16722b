// Reads files of `snapshot-bench --frames` and decodes them with the page's own modules: in Node by
// decode.mjs, in a browser by chromium.py. `FrameFiles.swift` says how such a file is laid out.

import { BitReader } from "../../../Sources/CUmpirePage/web/bits.js";
import { DeltaDecoder } from "../../../Sources/CUmpirePage/web/delta-decoder.js";
import { readSchema } from "../../../Sources/CUmpirePage/web/schema.js";
import { Snapshot } from "../../../Sources/CUmpirePage/web/snapshot.js";

const kindTables = 3;
/** The benchmark trains its tables once. */
const trainedEpoch = 1;

/**
 * What is measured. All that the benchmark knows of the page's decoder is in this class.
 */
class Decoder {
    /**
     * @param {ReturnType<typeof readFrames>} frames their mode, baselines' age, schema and tables
     */
    constructor(frames) {
        this.schema = readSchema(frames.schema);
        this.reader = new BitReader();
        this.mode = frames.mode;
        this.age = frames.age;
        this.decoder = new DeltaDecoder(this.schema);
        this.decoder.useTables(
            Uint8Array.of(kindTables, trainedEpoch, frames.mode, 0, ...frames.tables));
    }

    /** A snapshot that can be decoded into. */
    empty() {
        return new Snapshot(this.schema);
    }

    /**
     * @param {Uint8Array} packet
     * @param {Snapshot|null} baseline null for a packet against nothing
     * @param {Snapshot|null} predecessor what was held before the baseline
     * @param {Snapshot} target overwritten
     */
    decode(packet, baseline, predecessor, target) {
        this.reader.reset(packet, 0);
        const ahead = baseline === null ? 0 : this.age;
        const behind = predecessor === null ? 0 : 1;
        this.decoder.decode(
            this.reader, baseline, predecessor, ahead, behind, this.mode, trainedEpoch, target);
        this.reader.finish();
    }
}

/** Reads a file's words and bytes in order. */
class FileReader {
    /** @param {Uint8Array} bytes */
    constructor(bytes) {
        this.bytes = bytes;
        this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        this.offset = 0;
    }

    word() {
        this.offset += 4;
        return this.view.getUint32(this.offset - 4, true);
    }

    /** As many bytes as the word before them says. */
    block() {
        const length = this.word();
        this.offset += length;
        // Where a socket's bytes are, too: not a view of the whole file.
        return this.bytes.slice(this.offset - length, this.offset);
    }
}

/** @param {Uint8Array} bytes */
export function readFrames(bytes) {
    const file = new FileReader(bytes);
    if (new TextDecoder().decode(bytes.subarray(0, 4)) !== "UMPS") {
        throw new Error("this is no file of snapshot-bench --frames");
    }
    file.offset = 4;
    const mode = file.word();
    const age = file.word();
    const schema = JSON.parse(new TextDecoder().decode(file.block()));
    const tables = file.block();
    const keyframes = file.word();
    const packets = [];
    for (let left = file.word(); left > 0; left -= 1) {
        packets.push({ tick: file.word(), viewHash: file.word(), bytes: file.block() });
    }
    return { mode, age, schema, tables, keyframes, packets };
}

/**
 * Decodes all packets some times; every state of the first time is compared by its hash.
 * @param {ReturnType<typeof readFrames>} frames
 * @param {number} runs
 * @returns {{packets: number, bytes: number, nanoseconds: number}} of the packets with a baseline
 */
export function measure(frames, runs) {
    const { age, keyframes, packets } = frames;
    const decoder = new Decoder(frames);
    const held = Array.from({ length: age + 2 }, () => decoder.empty());

    /** @param {number} index */
    function decode(index) {
        const isDelta = index >= keyframes;
        const baseline = isDelta ? held[(index - age) % held.length] : null;
        const before = isDelta && index > age ? held[(index - age - 1) % held.length] : null;
        decoder.decode(packets[index].bytes, baseline, before, held[index % held.length]);
    }

    /** @param {number} index */
    function check(index) {
        const hash = held[index % held.length].viewHash();
        if (hash !== packets[index].viewHash) {
            throw new Error(`tick ${packets[index].tick} decodes to another state`);
        }
    }

    for (let index = 0; index < packets.length; index += 1) {
        decode(index);
        check(index);
    }
    const times = [];
    for (let run = 0; run < runs; run += 1) {
        for (let index = 0; index < keyframes; index += 1) {
            decode(index);
        }
        const begun = performance.now();
        for (let index = keyframes; index < packets.length; index += 1) {
            decode(index);
        }
        times.push(performance.now() - begun);
        check(packets.length - 1);
    }
    const deltas = packets.slice(keyframes);
    times.sort((one, other) => one - other);
    return {
        packets: deltas.length,
        bytes: deltas.reduce((sum, packet) => sum + packet.bytes.length, 0) / deltas.length,
        nanoseconds: (times[runs >>> 1] * 1e6) / deltas.length,
    };
}

/**
 * A line of the report.
 * @param {string} name
 * @param {ReturnType<typeof measure>} result
 */
export function line(name, result) {
    const numbers = [result.packets, result.bytes.toFixed(1), result.nanoseconds.toFixed(0)];
    return name.padEnd(40) + numbers.map((number) => String(number).padStart(12)).join("");
}

export const titles =
    "file".padEnd(40) + ["packets", "bytes", "ns each"].map((title) => title.padStart(12)).join("");
