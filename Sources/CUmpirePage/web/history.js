// The last snapshots and the cues that wait to be shown.

import { BitReader, FrameError } from "./bits.js";
import { DeltaDecoder } from "./delta-decoder.js";
import { FrameCosts } from "./frame-costs.js";
import { namedValueOf } from "./schema.js";
import { Snapshot, SnapshotHeader, decodeRow } from "./snapshot.js";

/** Snapshots that are kept: half a second and more, so that the clock may draw in the past. */
const depth = 16;
/** The most cues of one frame: the newest 256 for all, and as many for this client alone. */
const maxFrameCues = 512;
/** Cues that wait, two of the fullest frames; beyond it the oldest are forgotten. */
const maxCues = 2 * maxFrameCues;
/** Places for those and, behind them, for a frame's: one that is broken must change none. */
const cuePlaces = maxCues + maxFrameCues;

/** The client's state is not the server's: it should ask for a keyframe. */
export class MismatchError extends FrameError {
    /**
     * @param {string} message
     * @param {"hash"|"baseline"} reason
     * @param {number} [viewHash] of the client's state, for `hash`
     */
    constructor(message, reason, viewHash) {
        super(message);
        this.reason = reason;
        this.viewHash = viewHash;
    }
}

/**
 * @typedef {Object<string, number|string|number[]> & {tick: number}} Cue
 * a cue with the fields of the schema; enums are names of cases
 */

/** Decodes frames into a ring of snapshots. */
export class History {
    /** @param {import("./schema.js").Schema} schema */
    constructor(schema) {
        this.schema = schema;
        this.decoder = new DeltaDecoder(schema);
        /** What fields cost; made when somebody asks for it. */
        this.costs = /** @type {FrameCosts|null} */ (null);
        this.reader = new BitReader();
        this.header = new SnapshotHeader();
        this.ring = Array.from({ length: depth }, () => new Snapshot(schema));
        this.cueWords = new Uint32Array(schema.cue.fields.length);
        /** @type {Cue[]} */
        this.cues = Array.from({ length: cuePlaces }, () => ({ tick: 0 }));
        this.clear();
    }

    /** Forgets all snapshots, cues and tables: another room begins. */
    clear() {
        this.decoder.forgetTables();
        this.head = -1;
        this.length = 0;
        this.firstCue = 0;
        this.cueCount = 0;
        /** Whether only a keyframe can be understood. */
        this.needsKeyframe = true;
        /** Ticks from the predecessor to the newest snapshot; 0: there is no predecessor. */
        this.behind = 0;
    }

    /** The connection is gone: the next one begins with a keyframe and without tables. */
    disconnected() {
        this.needsKeyframe = true;
        this.decoder.forgetTables();
    }

    /** The newest snapshot, null before the first. */
    get newest() {
        return this.length === 0 ? null : this.ring[this.head];
    }

    /**
     * What was held before the newest snapshot, null when that is a keyframe; frames may use it.
     * Both lie in the ring, so that nothing is copied.
     */
    get predecessor() {
        return this.behind > 0 ? this.at(1) : null;
    }

    /**
     * Decodes one frame. Throws a `FrameError` and stays as it was when the frame is broken, and a
     * `MismatchError` when the state is another than the server's.
     * @param {Uint8Array} bytes
     */
    receive(bytes) {
        const { decoder, header, reader } = this;
        header.read(bytes, reader);
        this.checkHeld();
        const { age, predecessorAge, mode, epoch } = header;
        const baseline = age === 0 ? null : this.newest;
        const older = predecessorAge === 0 ? null : this.predecessor;
        const next = (this.head + 1) % depth;
        const target = this.ring[next];
        // What was there is lost even if the frame is broken.
        this.length = Math.min(this.length, depth - 1);
        target.tick = header.tick;
        decoder.decode(reader, baseline, older, age, predecessorAge, mode, epoch, target);
        const cueCount = this.decodeCues(header.tick);
        reader.finish();
        this.checkHash(target);
        this.cueCount += cueCount;
        if (this.cueCount > maxCues) {
            this.firstCue += this.cueCount - maxCues;
            this.cueCount = maxCues;
        }
        this.head = next;
        this.length += 1;
        this.needsKeyframe = false;
        this.behind = header.age;
    }

    /** Refuses a frame that relies on what is not held. */
    checkHeld() {
        const { age, epoch, mode, predecessorAge, tick } = this.header;
        if (age !== 0) {
            const baseline = this.needsKeyframe ? null : this.newest;
            const isKnown = baseline !== null && baseline.tick === tick - age
                && (predecessorAge === 0 || predecessorAge === this.behind);
            if (!isKnown) {
                throw new MismatchError(`tick ${tick} is relative to an unknown one`, "baseline");
            }
        }
        if (!this.decoder.hasTables(mode, epoch)) {
            const text = `tick ${tick} needs tables of epoch ${epoch} that were not sent`;
            throw new MismatchError(text, "baseline");
        }
    }

    /**
     * Looks at what the newest snapshot's frame cost.
     * @param {Uint8Array} bytes of the frame that was received last
     */
    measure(bytes) {
        const { age, predecessorAge } = this.header;
        const baseline = age === 0 ? null : this.at(1);
        const older = predecessorAge === 0 ? null : this.at(2);
        this.costs ??= new FrameCosts(this.schema, this.decoder);
        this.costs.offer(bytes, baseline, older);
    }

    /** @param {Snapshot} target what the frame made */
    checkHash(target) {
        const { header } = this;
        if (header.viewHash === null) {
            return;
        }
        const viewHash = target.viewHash();
        if (header.viewHash !== viewHash) {
            const text = `the state of tick ${header.tick} has another hash`;
            throw new MismatchError(text, "hash", viewHash);
        }
    }

    /** Reads the cues behind those that wait; they count only when the whole frame is good. */
    decodeCues(tick) {
        const { reader, cueWords } = this;
        const row = this.schema.cue;
        const count = reader.readVarint();
        if (count > maxFrameCues) {
            throw new FrameError(`a frame has ${count} cues`);
        }
        for (let index = 0; index < count; index += 1) {
            const place = this.firstCue + this.cueCount + index;
            const cue = this.cues[place % cuePlaces];
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
        const cue = this.cues[this.firstCue % cuePlaces];
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
