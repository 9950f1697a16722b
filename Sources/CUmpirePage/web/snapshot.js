// Snapshots: what a client holds of the world, and the heads of the frames that change it.

import { FrameError, finishHash, mixWord } from "./bits.js";

/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {import("./schema.js").Row} Row */
/** @typedef {import("./bits.js").BitReader} BitReader */

/** Bytes of a snapshot's header without its hash. */
const headerLength = 10;
const flagViewHash = 1;
const flagPredecessor = 2;
const flagDense = 4;
const flagUnused = 8;

/** Entities of one table, in order of id, as rows of words. Grows, never shrinks. */
export class TableState {
    /** @param {number} width fields of a row */
    constructor(width) {
        this.width = width;
        this.count = 0;
        this.ids = new Uint16Array(16);
        this.rows = new Uint32Array(16 * width);
        /** 1 for an entity that the baseline did not have. */
        this.isNew = new Uint8Array(16);
        /** 1 for an entity that may differ from the baseline's, and the same four at a time. */
        this.touched = new Uint8Array(16);
        this.touchedFours = new Uint32Array(this.touched.buffer);
    }

    /** @param {number} count entities to make room for */
    reserve(count) {
        if (count <= this.ids.length) {
            return;
        }
        const capacity = (Math.max(count, this.ids.length * 2) + 3) & ~3;
        this.ids = grown(this.ids, new Uint16Array(capacity));
        this.rows = grown(this.rows, new Uint32Array(capacity * this.width));
        this.isNew = grown(this.isNew, new Uint8Array(capacity));
        this.touched = grown(this.touched, new Uint8Array(capacity));
        this.touchedFours = new Uint32Array(this.touched.buffer);
    }

    /**
     * Becomes a copy of another table, with nothing new.
     * @param {TableState|null} other null: empty
     */
    copy(other) {
        this.isNew.fill(0);
        this.touched.fill(0);
        this.count = 0;
        if (other !== null && other.count > 0) {
            // Whole arrays: a part of one would have to be allocated.
            this.reserve(other.ids.length);
            this.ids.set(other.ids);
            this.rows.set(other.rows);
            this.count = other.count;
        }
    }

    /**
     * Closes the gaps that removed entities leave.
     * @param {Uint16Array} places ascending
     * @param {number} placeCount
     */
    remove(places, placeCount) {
        const width = this.width;
        let to = placeCount === 0 ? this.count : places[0];
        for (let index = 0; index < placeCount; index += 1) {
            const from = places[index] + 1;
            const end = index + 1 < placeCount ? places[index + 1] : this.count;
            this.ids.copyWithin(to, from, end);
            this.touched.copyWithin(to, from, end);
            this.rows.copyWithin(to * width, from * width, end * width);
            to += end - from;
        }
        this.count = to;
    }

    /**
     * Makes room for a new id in its order and returns its place.
     * @param {number} id
     */
    insert(id) {
        this.reserve(this.count + 1);
        const place = this.firstFrom(id);
        if (place < this.count) {
            if (this.ids[place] === id) {
                throw new FrameError(`the id ${id} is new, but there already`);
            }
            this.ids.copyWithin(place + 1, place, this.count);
            this.isNew.copyWithin(place + 1, place, this.count);
            this.touched.copyWithin(place + 1, place, this.count);
            const width = this.width;
            this.rows.copyWithin((place + 1) * width, place * width, this.count * width);
        }
        this.ids[place] = id;
        this.isNew[place] = 1;
        this.touched[place] = 1;
        this.count += 1;
        return place;
    }

    /**
     * The place of the first entity with this id or a greater one.
     * @param {number} id
     */
    firstFrom(id) {
        let low = 0;
        let high = this.count;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if (this.ids[middle] < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

/** @param {any} old @param {any} larger */
function grown(old, larger) {
    larger.set(old);
    return larger;
}

/** The world at one tick, as this client may see it. */
export class Snapshot {
    /** @param {Schema} schema */
    constructor(schema) {
        this.tick = 0;
        /** Names what it holds, 0 before it holds anything; and what its baseline held, 0: none. */
        this.serial = 0;
        this.baselineSerial = 0;
        this.tables = schema.tables.map((table) => new TableState(table.fields.length));
        this.scalars = new Uint32Array(schema.scalars.fields.length);
    }

    /** The hash of all that it holds. */
    viewHash() {
        let hash = 0;
        let words = 0;
        for (const table of this.tables) {
            hash = mixWord(hash, table.count);
            for (let index = 0; index < table.count; index += 1) {
                hash = mixWord(hash, table.ids[index]);
                const end = (index + 1) * table.width;
                for (let word = end - table.width; word < end; word += 1) {
                    hash = mixWord(hash, table.rows[word]);
                }
            }
            words += 1 + table.count * (1 + table.width);
        }
        for (const word of this.scalars) {
            hash = mixWord(hash, word);
        }
        return finishHash(hash, words + this.scalars.length);
    }
}

/** The header of a snapshot frame; one object serves every frame. */
export class SnapshotHeader {
    constructor() {
        this.ackSequence = 0;
        /** Ticks by which the acknowledged input came early, null when there was none. */
        this.lead = /** @type {number|null} */ (null);
        this.tick = 0;
        this.age = 0;
        /** Ticks from the predecessor to the baseline, 0 without one. */
        this.predecessorAge = 0;
        /** Of the codec: 0 speed, 1 dense; and its tables' epoch. */
        this.mode = 0;
        this.epoch = 0;
        this.viewHash = /** @type {number|null} */ (null);
    }

    /**
     * Reads the header and leaves the reader at the world's first bit.
     * @param {Uint8Array} bytes
     * @param {BitReader} reader
     */
    read(bytes, reader) {
        if (bytes.length < headerLength || bytes[0] !== 2) {
            throw new FrameError(`no snapshot: ${bytes.length} bytes of kind ${bytes[0]}`);
        }
        reader.reset(bytes, 1);
        this.ackSequence = reader.read(16);
        const lead = (reader.read(8) << 24) >> 24;
        this.lead = lead === -128 ? null : lead;
        this.tick = reader.read(32);
        this.age = reader.read(8);
        const flags = reader.read(8);
        const hasPredecessor = (flags & flagPredecessor) !== 0;
        this.mode = (flags & flagDense) === 0 ? 0 : 1;
        this.epoch = flags >>> 4;
        this.predecessorAge = hasPredecessor ? reader.read(8) : 0;
        this.viewHash = (flags & flagViewHash) === 0 ? null : reader.read(32);
        if ((flags & flagUnused) !== 0 || hasPredecessor !== (this.predecessorAge > 0)
            || (hasPredecessor && this.age === 0)) {
            throw new FrameError(`a snapshot has the flags ${flags} and the age ${this.age}`);
        }
    }
}

/**
 * Reads a row of raw words.
 * @param {BitReader} reader
 * @param {Row} row
 * @param {Uint32Array} words
 * @param {number} start
 */
export function decodeRow(reader, row, words, start) {
    for (let index = 0; index < row.fields.length; index += 1) {
        words[start + index] = reader.read(row.fields[index].bits);
    }
}
