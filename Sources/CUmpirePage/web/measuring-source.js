// A source of symbols that notes on which places a packet's bits are spent.

/** @typedef {import("./bits.js").BitReader} BitReader */
/** @typedef {import("./codec-tables.js").CodecTables} CodecTables */
/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */

/**
 * Stands before another source. Each symbol names its context, and a context belongs to one part
 * of the world: so the decoder need not say where it is.
 */
export class MeasuringSource {
    /**
     * @param {Uint16Array} parts for each context the part that it belongs to
     * @param {Float64Array} spent for each part, in 256ths of a bit; the symbols' are added
     */
    constructor(parts, spent) {
        this.base = /** @type {PrefixDecoder|RangeDecoder|null} */ (null);
        this.parts = parts;
        this.spent = spent;
        /** What was used when the last symbol had been read. */
        this.noted = 0;
    }

    /** @param {BitReader} reader @param {CodecTables} tables */
    begin(reader, tables) {
        this.base.begin(reader, tables);
        this.noted = this.base.used();
    }

    /** @param {number} context whose symbol was read */
    note(context) {
        const used = this.base.used();
        this.spent[this.parts[context]] += used - this.noted;
        this.noted = used;
    }

    /** @param {number} table @param {number} context */
    change(table, context) {
        const value = this.base.change(table, context);
        this.note(context);
        return value;
    }

    /** @param {number} context of one bit */
    flag(context) {
        const value = this.base.flag(context);
        this.note(context);
        return value;
    }

    /** @param {number} context */
    symbol(context) {
        const value = this.base.symbol(context);
        this.note(context);
        return value;
    }

    /** @param {number} context */
    number(context) {
        const value = this.base.number(context);
        this.note(context);
        return value;
    }

    /** @param {number} context @param {number} signs */
    error(context, signs) {
        const value = this.base.error(context, signs);
        this.note(context);
        return value;
    }

    /** @param {number} context @param {number} bits */
    label(context, bits) {
        const value = this.base.label(context, bits);
        this.note(context);
        return value;
    }

    /** @param {BitReader} reader */
    finish(reader) {
        this.base.finish(reader);
    }
}
