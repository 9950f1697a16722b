// Raw bits of a packet, read through a window of 32 bits.

import { FrameError } from "./bits.js";

/** @typedef {import("./bits.js").BitReader} BitReader */

/** Zeros behind the bytes, so that a window may begin anywhere in them. */
const slack = 8;
/** Bits that a window has wherever in a byte it begins. */
const sureBits = 25;
const sureMask = (1 << sureBits) - 1;

/** The bytes of a packet with zeros behind them; one object serves every packet. */
export class BitWindow {
    constructor() {
        this.grow(1024);
        this.length = 0;
        this.position = 0;
        this.end = 0;
    }

    /** @param {number} capacity bytes */
    grow(capacity) {
        this.bytes = new Uint8Array(capacity);
        this.view = new DataView(this.bytes.buffer);
    }

    /**
     * Starts where a reader stands.
     * @param {BitReader} reader
     */
    load(reader) {
        const length = reader.bytes.length;
        if (length + slack > this.bytes.length) {
            this.grow(2 * length + slack);
        }
        this.bytes.set(reader.bytes);
        this.view.setUint32(length, 0);
        this.view.setUint32(length + 4, 0);
        this.length = length;
        this.position = reader.position;
        this.end = reader.end;
    }

    /** The next 25 bits; no more, as a number of 32 would have to be allocated. */
    peek() {
        const position = this.position;
        return (this.view.getUint32(position >>> 3, true) >>> (position & 7)) & sureMask;
    }

    /**
     * Passes bits.
     * @param {number} count
     */
    skip(count) {
        this.position += count;
        if (this.position > this.end) {
            refuse();
        }
    }

    /**
     * Reads an unsigned value.
     * @param {number} count bits, 0…32
     */
    raw(count) {
        if (count > sureBits) {
            const low = this.raw(16);
            return ((this.raw(count - 16) << 16) | low) >>> 0;
        }
        const window = this.peek();
        this.skip(count);
        return window & ((1 << count) - 1);
    }

    /** A number of 1,024 or more, behind its token. */
    longNumber() {
        const highest = this.raw(5) + 10;
        if (highest > 31) {
            throw new FrameError(`a number has its highest bit at ${highest}`);
        }
        return (this.raw(highest) | (1 << highest)) >>> 0;
    }
}

function refuse() {
    throw new FrameError("the packet ends too early");
}
