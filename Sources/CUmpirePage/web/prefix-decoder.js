// Symbols of speed mode: prefix codes, found with one look into a table.

import { BitWindow } from "./bit-window.js";
import { lookupBits, longMark } from "./codec-codes.js";

/** @typedef {import("./bits.js").BitReader} BitReader */
/** @typedef {import("./codec-tables.js").CodecTables} CodecTables */

// A name of this module is known for good; an imported one is looked up each time it is used.
const long = longMark;
const lookupMask = (1 << lookupBits) - 1;

/** Reads the symbols and raw bits of a packet in speed mode. */
export class PrefixDecoder extends BitWindow {
    constructor() {
        super();
        this.starts = new Uint32Array(0);
        this.entries = new Uint16Array(0);
    }

    /**
     * @param {BitReader} reader
     * @param {CodecTables} tables
     */
    begin(reader, tables) {
        this.load(reader);
        this.starts = tables.starts;
        this.entries = tables.entries;
    }

    /**
     * Whether a table changes.
     * @param {number} _table
     * @param {number} _context
     */
    change(_table, _context) {
        return this.raw(1);
    }

    /** @param {number} _context of one bit */
    flag(_context) {
        return this.raw(1);
    }

    /** @param {number} context */
    symbol(context) {
        const entry = this.entries[this.starts[context] + (this.peek() & lookupMask)];
        this.skip(entry & 15);
        return entry >>> 8;
    }

    /** @param {number} context */
    number(context) {
        const window = this.peek();
        const entry = this.entries[this.starts[context] + (window & lookupMask)];
        const length = entry & 15;
        const extra = (entry >>> 4) & 15;
        if (extra === long) {
            this.skip(length);
            return this.longNumber();
        }
        this.skip(length + extra);
        return ((entry >>> 8) << extra) | ((window >>> length) & ((1 << extra) - 1));
    }

    /**
     * A number and, if it is not 0, its sign.
     * @param {number} context
     * @param {number} _signs first context of the signs
     */
    error(context, _signs) {
        const window = this.peek();
        const entry = this.entries[this.starts[context] + (window & lookupMask)];
        const length = entry & 15;
        const extra = (entry >>> 4) & 15;
        if (extra === long) {
            return this.longError(length);
        }
        const total = length + extra;
        const size = ((entry >>> 8) << extra) | ((window >>> length) & ((1 << extra) - 1));
        // No branches on what is as good as random: a wrong guess costs more than the rest.
        const hasSign = (0 - size) >>> 31;
        this.skip(total + hasSign);
        const negative = 0 - ((window >>> total) & hasSign);
        return (size ^ negative) - negative;
    }

    /** @param {number} length of the token's code */
    longError(length) {
        this.skip(length);
        const size = this.longNumber();
        return this.raw(1) === 0 ? size : -size;
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
        return this.position * 256;
    }

    /** The range coder's part of it: there is none. */
    decided() {
        return 0;
    }

    /**
     * Ends the packet's world where the reader goes on.
     * @param {BitReader} reader
     */
    finish(reader) {
        reader.position = this.position;
    }
}
