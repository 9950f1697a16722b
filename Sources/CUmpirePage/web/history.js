// The last snapshots and the cues that wait to be shown.

import { BitReader, FrameError } from "./bits.js";
import { namedValueOf } from "./schema.js";
import { Snapshot, SnapshotHeader, decodeRow, decodeWorld } from "./snapshot.js";

/** Snapshots that are kept: half a second and more, so that the clock may draw in the past. */
const depth = 16;
/** Cues that wait; when it is full the oldest is forgotten. */
const maxCues = 256;

/** What a client that sees another state than the server should do: close and return. */
export class MismatchError extends FrameError {}

/**
 * @typedef {Object<string, number|string> & {tick: number}} Cue
 * a cue with the fields of the schema; enums are names of cases
 */

/** Decodes frames into a ring of snapshots. */
export class History {
    /** @param {import("./schema.js").Schema} schema */
    constructor(schema) {
        this.schema = schema;
        this.reader = new BitReader();
        this.header = new SnapshotHeader();
        this.ring = Array.from({ length: depth }, () => new Snapshot(schema));
        this.cueWords = new Uint32Array(schema.cue.fields.length);
        /** @type {Cue[]} */
        this.cues = Array.from({ length: maxCues }, () => ({ tick: 0 }));
        this.clear();
    }

    /** Forgets all snapshots and cues. */
    clear() {
        this.head = -1;
        this.length = 0;
        this.firstCue = 0;
        this.cueCount = 0;
        /** Whether only a keyframe can be understood. */
        this.needsKeyframe = true;
    }

    /** The newest snapshot, null before the first. */
    get newest() {
        return this.length === 0 ? null : this.ring[this.head];
    }

    /**
     * Decodes one frame. Throws a `FrameError` and stays as it was when the frame is broken, and a
     * `MismatchError` when the state is another than the server's.
     * @param {Uint8Array} bytes
     */
    receive(bytes) {
        const { header, reader } = this;
        header.read(bytes, reader);
        const baseline = header.age === 0 ? null : this.newest;
        if (header.age !== 0) {
            const isHeld = baseline !== null && baseline.tick === header.tick - header.age;
            if (this.needsKeyframe || !isHeld) {
                throw new MismatchError(`tick ${header.tick} is relative to an unknown one`);
            }
        }
        const next = (this.head + 1) % depth;
        const target = this.ring[next];
        target.tick = header.tick;
        decodeWorld(reader, this.schema, baseline, target);
        const cueCount = this.decodeCues(header.tick);
        reader.finish();
        if (header.viewHash !== null && header.viewHash !== target.viewHash()) {
            throw new MismatchError(`the state of tick ${header.tick} has another hash`);
        }
        this.cueCount += cueCount;
        if (this.cueCount > maxCues) {
            this.firstCue += this.cueCount - maxCues;
            this.cueCount = maxCues;
        }
        this.head = next;
        this.length = Math.min(this.length + 1, depth);
        this.needsKeyframe = false;
    }

    /** Reads the cues behind those that wait; they count only when the whole frame is good. */
    decodeCues(tick) {
        const { reader, cueWords } = this;
        const row = this.schema.cue;
        const count = reader.readVarint();
        for (let index = 0; index < count; index += 1) {
            const place = this.firstCue + this.cueCount + index;
            const cue = this.cues[place % maxCues];
            cue.tick = tick - reader.readVarint();
            decodeRow(reader, row, cueWords, 0);
            for (let field = 0; field < row.fields.length; field += 1) {
                const layout = row.fields[field];
                cue[layout.name] = namedValueOf(layout, cueWords[field]);
            }
        }
        return count;
    }

    /**
     * The oldest cue that happened at this tick or before it, taken out; null when there is none.
     * It stays valid until the next frame.
     * @param {number} tick
     */
    takeCue(tick) {
        const cue = this.cues[this.firstCue % maxCues];
        if (this.cueCount === 0 || cue.tick > tick) {
            return null;
        }
        this.firstCue += 1;
        this.cueCount -= 1;
        return cue;
    }

    /**
     * The snapshot `back` places before the newest.
     * @param {number} back 0…length − 1
     */
    at(back) {
        return this.ring[(this.head - back + depth) % depth];
    }
}
