// The tables of a room's epoch: how each symbol is written, in one of the two modes.

import { FrameError } from "./bits.js";
import { lookupOf, sharesOf, treeOf } from "./codec-codes.js";
import { isPredicted } from "./codec-fields.js";

/** @typedef {import("./bits.js").BitReader} BitReader */
/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */

export const modeSpeed = 0;
export const modeDense = 1;

/**
 * One epoch's tables. In speed mode an entry is found by a context's start plus the next nine bits:
 * 4 bits length of the code, 4 bits count of raw bits behind it, then the symbol, or the two
 * highest bits of the number. In dense mode entries are the shares of a context's nodes, found by
 * its start plus the node.
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
        /** Dense mode: for each context the start of its tree among the branches. */
        this.trees = new Uint16Array(contexts);
        this.branches = new Uint8Array(0);
        this.regions = /** @type {Uint16Array[]} */ ([]);
        this.entries = this.isDense ? this.fillDense(layouts, reader)
            : this.fillSpeed(layouts, reader);
    }

    /** @param {TableContexts[]} layouts @param {BitReader|null} reader */
    fillSpeed(layouts, reader) {
        const parts = /** @type {number[]} */ ([]);
        const places = new Map();
        eachContext(layouts, reader, (context, bits, lengths, trained) => {
            // What is not trained is the same for many contexts.
            const key = `${bits}:${lengths}`;
            const known = trained === null ? places.get(key) : undefined;
            this.starts[context] = known ?? parts.length;
            if (known === undefined) {
                parts.push(...lookup(bits, lengths, trained));
            }
            if (trained === null) {
                places.set(key, this.starts[context]);
            }
        });
        return Uint16Array.from(parts);
    }

    /** @param {TableContexts[]} layouts @param {BitReader|null} reader */
    fillDense(layouts, reader) {
        // A root is node 1: the first context's, too, begins one place before it.
        const shares = [0];
        const branches = /** @type {number[]} */ ([]);
        const trees = new Map();
        eachContext(layouts, reader, (context, _bits, lengths, trained) => {
            if (!trees.has(lengths)) {
                trees.set(lengths, branches.length);
                branches.push(...treeOf(lengths));
            }
            this.trees[context] = trees.get(lengths);
            this.starts[context] = shares.length - 1;
            shares.push(...sharesOf(lengths, trained));
        });
        this.branches = Uint8Array.from(branches);
        const entries = Uint16Array.from(shares);
        this.regions = layouts.map((layout) => entries.subarray(
            this.starts[layout.first] + 1, (this.starts[layout.end] ?? shares.length - 1) + 1));
        return entries;
    }
}

/** @param {TableContexts} layout @param {BitReader|null} reader */
function movesOn(layout, reader) {
    return Uint8Array.from(layout.forms, (form) => (
        isPredicted(form) && reader !== null ? reader.read(1) : 1));
}

/**
 * All contexts in order.
 * @param {TableContexts[]} layouts
 * @param {BitReader|null} reader
 * @param {(context: number, bits: number, lengths: string, trained: BitReader|null) => void} use
 * `trained`: where the context's part of a tables frame begins; null if it is not trained
 */
function eachContext(layouts, reader, use) {
    for (const layout of layouts) {
        layout.bits.forEach((bits, index) => {
            const isTrained = reader !== null && reader.read(1) === 1;
            use(layout.first + index, bits, layout.lengths[index], isTrained ? reader : null);
        });
    }
}

/**
 * The entries of one context in speed mode.
 * @param {number} bits
 * @param {string} untrained lengths of the codes, a digit each
 * @param {BitReader|null} reader null: it is not trained
 */
function lookup(bits, untrained, reader) {
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
