// The tables of a room's epoch: how each symbol is written, in one of the two modes.

import { FrameError } from "./bits.js";
import { lookupOf, sharesOf } from "./codec-codes.js";
import { formQuantity } from "./codec-fields.js";

/** @typedef {import("./bits.js").BitReader} BitReader */
/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */

export const modeSpeed = 0;
export const modeDense = 1;

/**
 * One epoch's tables. In speed mode an entry is found by a context's start plus the next nine bits:
 * 4 bits length of the code, 4 bits count of raw bits behind it, then the symbol, or the two
 * highest bits of the number. In dense mode entries are the shares of a context's nodes.
 */
export class CodecTables {
    /**
     * @param {TableContexts[]} layouts
     * @param {number} mode
     * @param {BitReader|null} reader at a tables frame's first bit; null: nothing is trained
     */
    constructor(layouts, mode, reader) {
        this.isDense = mode === modeDense;
        /** For each table and field, whether it moves on. */
        this.movesOn = layouts.map((layout) => movesOn(layout, reader));
        const contexts = layouts.length === 0 ? 0 : layouts[layouts.length - 1].end;
        this.starts = new Uint32Array(contexts);
        this.regions = /** @type {Uint16Array[]} */ ([]);
        /** @type {number[][]} */
        const parts = [];
        const places = new Map();
        let end = 0;
        for (const layout of layouts) {
            layout.bits.forEach((bits, index) => {
                const lengths = layout.lengths[index];
                const isTrained = reader !== null && reader.read(1) === 1;
                // What is not trained is the same for many contexts; shares change, so not these.
                const isShared = mode === modeSpeed && !isTrained;
                const key = `${bits}:${lengths}`;
                let start = isShared ? places.get(key) : undefined;
                if (start === undefined) {
                    const part = partOf(mode, bits, lengths, isTrained ? reader : null);
                    start = end;
                    parts.push(part);
                    end += part.length;
                    if (isShared) {
                        places.set(key, start);
                    }
                }
                this.starts[layout.first + index] = start;
            });
        }
        this.entries = Uint16Array.from(parts.flat());
        if (mode === modeDense) {
            this.regions = layouts.map((layout) => this.entries.subarray(
                this.starts[layout.first], this.starts[layout.end] ?? end));
        }
    }
}

/** @param {TableContexts} layout @param {BitReader|null} reader */
function movesOn(layout, reader) {
    return Uint8Array.from(layout.forms, (form) => (
        form === formQuantity && reader !== null ? reader.read(1) : 1));
}

/**
 * The entries of one context.
 * @param {number} mode
 * @param {number} bits
 * @param {string} untrained lengths of the codes, a digit each
 * @param {BitReader|null} reader null: it is not trained
 */
function partOf(mode, bits, untrained, reader) {
    if (mode === modeDense) {
        return sharesOf(bits, untrained, reader);
    }
    const isTrained = reader !== null;
    if (bits === 1 && isTrained) {
        throw new FrameError("a context of one bit is trained in speed mode");
    }
    if (bits === 1) {
        return [];
    }
    const lengths = Array.from(untrained, isTrained ? () => reader.read(4) : Number);
    return lookupOf(bits, lengths, isTrained);
}
