// Symbols of dense mode: decisions of an adaptive range coder, whose bytes lie at the packet's end.

import { BitWindow } from "./bit-window.js";
import { FrameError } from "./bits.js";
import { leaf } from "./codec-codes.js";

/** @typedef {import("./bits.js").BitReader} BitReader */
/** @typedef {import("./codec-tables.js").CodecTables} CodecTables */

// A name of this module is known for good; an imported one is looked up each time it is used.
const firstLeaf = leaf;
/** Bytes that are taken, but not the coder's own. */
const borrowedBytes = 2;
/** A smaller range is made 256 times as large. */
const leastRange = 0x1000000;

/** Reads the symbols and raw bits of a packet in dense mode. */
export class RangeDecoder extends BitWindow {
    constructor() {
        super();
        this.starts = new Uint32Array(0);
        this.trees = new Uint16Array(0);
        this.branches = new Uint8Array(0);
        /** As the packet begins, and as its decisions have made them. */
        this.initial = new Uint16Array(0);
        this.shares = new Uint16Array(0);
        this.regions = /** @type {Uint16Array[]} */ ([]);
        /** Range and code: numbers of 32 bits that an object's member could not hold in place. */
        this.state = new Uint32Array(2);
        /** Where the next byte is; below 0 before the packet's first. */
        this.cursor = 0;
    }

    /**
     * @param {BitReader} reader
     * @param {CodecTables} tables
     */
    begin(reader, tables) {
        this.load(reader);
        this.starts = tables.starts;
        this.initial = tables.entries;
        this.trees = tables.trees;
        this.branches = tables.branches;
        this.regions = tables.regions;
        if (this.shares.length < tables.entries.length) {
            this.shares = new Uint16Array(tables.entries.length);
        }
        this.cursor = this.length - 1;
        this.state[0] = 0xffffffff;
        let code = 0;
        for (let index = 0; index < 4; index += 1) {
            code = (code << 8) | this.nextByte();
        }
        this.state[1] = code;
    }

    nextByte() {
        const cursor = this.cursor;
        if (cursor < -borrowedBytes) {
            throw new FrameError("the packet ends too early");
        }
        this.cursor = cursor - 1;
        return cursor < 0 ? 0 : this.bytes[cursor];
    }

    /**
     * Whether a table changes; if so, its shares begin as the tables say. Most tables of a large
     * schema are quiet, and theirs need not be copied.
     * @param {number} table
     * @param {number} context
     */
    change(table, context) {
        const root = this.starts[context] + 1;
        this.shares[root] = this.initial[root];
        if (this.flag(context) === 0) {
            return 0;
        }
        this.shares.set(this.regions[table], root);
        return 1;
    }

    /** @param {number} context of one bit */
    flag(context) {
        const state = this.state;
        const shares = this.shares;
        const place = this.starts[context] + 1;
        const share = shares[place];
        const bound = Math.imul(state[0] >>> 16, share) >>> 0;
        let bit = 0;
        if (state[1] < bound) {
            bit = 1;
            state[0] = bound;
            shares[place] = share + ((65536 - share) >>> 5);
        } else {
            state[1] -= bound;
            state[0] -= bound;
            shares[place] = share - (share >>> 5);
        }
        while (state[0] < leastRange) {
            state[0] <<= 8;
            state[1] = (state[1] << 8) | this.nextByte();
        }
        return bit;
    }

    /** @param {number} context */
    symbol(context) {
        const { branches, shares, state } = this;
        const start = this.starts[context];
        const tree = this.trees[context];
        let range = state[0];
        let code = state[1];
        let node = 1;
        do {
            const share = shares[start + node];
            const bound = Math.imul(range >>> 16, share) >>> 0;
            if (code < bound) {
                range = bound;
                shares[start + node] = share + ((65536 - share) >>> 5);
                node = branches[tree + 2 * node + 1];
            } else {
                code = (code - bound) >>> 0;
                range = (range - bound) >>> 0;
                shares[start + node] = share - (share >>> 5);
                node = branches[tree + 2 * node];
            }
            while (range < leastRange) {
                range = (range << 8) >>> 0;
                code = ((code << 8) | this.nextByte()) >>> 0;
            }
        } while (node < firstLeaf);
        state[0] = range;
        state[1] = code;
        return node - firstLeaf;
    }

    /** @param {number} context */
    number(context) {
        const token = this.symbol(context);
        if (token < 4) {
            return token;
        }
        if (token === 20) {
            return this.longNumber();
        }
        const extra = (token >>> 1) - 1;
        return ((2 | (token & 1)) << extra) | this.raw(extra);
    }

    /**
     * A number and, if it is not 0, its sign.
     * @param {number} context
     * @param {number} signs context of the sign of a 1; those of greater ones follow
     */
    error(context, signs) {
        const size = this.number(context);
        if (size === 0) {
            return 0;
        }
        return this.flag(signs + 2 * (Math.min(size, 3) - 1)) === 0 ? size : 0 - size;
    }

    /**
     * A word as it is.
     * @param {number} _context that says whose word it is
     * @param {number} bits
     */
    label(_context, bits) {
        return this.raw(bits);
    }

    /** What was used so far, in 256ths of a bit. */
    used() {
        return this.position * 256 + this.decided();
    }

    /** The part of it that the decisions needed: bytes taken, less what the range still holds. */
    decided() {
        const taken = this.length - 1 - this.cursor;
        return Math.round(256 * (8 * taken - Math.log2(this.state[0])));
    }

    /**
     * Ends the packet's world: the reader goes on behind the raw bits, up to the coder's bytes.
     * @param {BitReader} reader
     */
    finish(reader) {
        const end = 8 * (this.cursor + 1 + borrowedBytes);
        if (this.position > end) {
            throw new FrameError("the raw bits run into the coder's bytes");
        }
        reader.position = this.position;
        reader.end = end;
    }
}
