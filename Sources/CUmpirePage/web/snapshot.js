// Snapshots: what a client holds of the world, and the decoder of the frames that change it.

import { FrameError, finishHash, mixWord, unzigzag } from "./bits.js";

/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {import("./schema.js").Row} Row */
/** @typedef {import("./bits.js").BitReader} BitReader */

/** Bytes of a snapshot's header without its hash. */
const headerLength = 10;
const flagViewHash = 1;
const maxEntities = 65536;

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
    }

    /** @param {number} count entities to make room for */
    reserve(count) {
        if (count <= this.ids.length) {
            return;
        }
        if (count > maxEntities) {
            throw new FrameError(`${count} entities in a table of at most ${maxEntities}`);
        }
        const capacity = Math.max(count, this.ids.length * 2);
        this.ids = grown(this.ids, new Uint16Array(capacity));
        this.rows = grown(this.rows, new Uint32Array(capacity * this.width));
        this.isNew = grown(this.isNew, new Uint8Array(capacity));
    }

    /**
     * Appends a copy of another table's entity and returns its place.
     * @param {TableState} other
     * @param {number} index
     */
    append(other, index) {
        const place = this.count;
        this.ids[place] = other.ids[index];
        this.isNew[place] = 0;
        const from = index * this.width;
        const to = place * this.width;
        for (let field = 0; field < this.width; field += 1) {
            this.rows[to + field] = other.rows[from + field];
        }
        this.count = place + 1;
        return place;
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
            const width = this.width;
            this.rows.copyWithin((place + 1) * width, place * width, this.count * width);
        }
        this.ids[place] = id;
        this.isNew[place] = 1;
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
        this.viewHash = (reader.read(8) & flagViewHash) === 0 ? null : reader.read(32);
    }
}

/**
 * Decodes the world that follows a header. The baseline is not touched, so after an error it still
 * is what the client holds.
 * @param {BitReader} reader
 * @param {Schema} schema
 * @param {Snapshot|null} baseline null for a keyframe
 * @param {Snapshot} target overwritten; must not be the baseline
 */
export function decodeWorld(reader, schema, baseline, target) {
    for (let index = 0; index < target.tables.length; index += 1) {
        const old = baseline === null ? null : baseline.tables[index];
        decodeTable(reader, schema.tables[index], old, target.tables[index]);
    }
    if (baseline === null) {
        target.scalars.fill(0);
    } else {
        target.scalars.set(baseline.scalars);
    }
    if (reader.read(1) === 1) {
        decodeChange(reader, schema.scalars, target.scalars, 0);
    }
}

/**
 * @param {BitReader} reader
 * @param {Row} row
 * @param {TableState|null} old
 * @param {TableState} table
 */
function decodeTable(reader, row, old, table) {
    const isChanged = reader.read(1) === 1;
    const oldCount = old === null ? 0 : old.count;
    table.count = 0;
    table.reserve(oldCount);
    for (let index = 0; index < oldCount; index += 1) {
        if (!isChanged || reader.read(1) === 0) {
            table.append(old, index);
        } else if (reader.read(1) === 0) {
            const place = table.append(old, index);
            decodeChange(reader, row, table.rows, place * table.width);
        }
    }
    if (!isChanged) {
        return;
    }
    const added = reader.readVarint();
    if (added * 16 > reader.remaining) {
        throw new FrameError(`${added} new entities in ${reader.remaining} bits`);
    }
    for (let index = 0; index < added; index += 1) {
        const place = table.insert(reader.read(16));
        decodeRow(reader, row, table.rows, place * table.width);
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

// A row change is first one bit for each field, then the changed fields. Instead of keeping the
// bits, two positions walk over the frame: `mask` over the bits, the reader over the fields.
/**
 * @param {BitReader} reader
 * @param {Row} row
 * @param {Uint32Array} words
 * @param {number} start
 */
function decodeChange(reader, row, words, start) {
    const fields = row.fields;
    if (fields.length > reader.remaining) {
        const left = reader.remaining;
        throw new FrameError(`a change of ${fields.length} fields in ${left} bits`);
    }
    let mask = reader.position;
    reader.position += fields.length;
    for (let index = 0; index < fields.length; index += 1, mask += 1) {
        if (((reader.bytes[mask >>> 3] >>> (mask & 7)) & 1) === 0) {
            continue;
        }
        const field = fields[index];
        if (field.isWide && reader.read(1) === 1) {
            const difference = unzigzag(reader.read(field.shortBits));
            words[start + index] = words[start + index] + difference;
        } else {
            words[start + index] = reader.read(field.bits);
        }
    }
}
