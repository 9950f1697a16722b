// Rows of which nothing is known but what they were: cold ones and new ones.

import { errorNew, flagCold, flagNew } from "./codec-contexts.js";
import { FieldDecoder } from "./field-decoder.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */
/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */

/** Knows which fields of a row change: by masks in speed mode, by flags in dense mode. */
export class QuietRows extends FieldDecoder {
    /** @param {TableContexts} contexts */
    constructor(contexts) {
        super(contexts);
        this.masks = new Uint8Array((this.width + 3) >>> 2);
        /** How many of the next hot rows are exactly as expected. */
        this.exactRows = 0;
    }

    /**
     * @param {boolean} isDense
     * @param {Uint8Array} movesOn for each field
     * @param {number} ahead
     * @param {number} behind 0 without a predecessor
     */
    begin(isDense, movesOn, ahead, behind) {
        this.isDense = isDense ? 1 : 0;
        this.learn(movesOn);
        this.ahead = ahead;
        this.behind = behind;
        this.exactRows = 0;
    }

    /**
     * Whether a quiet field changes.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {number} field
     * @param {number} kind of the row: the first of its flag contexts
     * @param {number} altered fields before it that changed; dense mode only
     */
    isChanged(source, field, kind, altered) {
        if (this.isDense === 1) {
            const context = this.flags[field] + kind + (altered < 3 ? altered : 3);
            return source.flag(context) === 1;
        }
        return this.hasMask === 1 && ((this.masks[field >>> 2] >>> (field & 3)) & 1) === 1;
    }

    /**
     * A cold or a new row.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} at
     * @param {number} maskContext
     * @param {number} errorContext of its quantities
     */
    quietRow(source, words, at, maskContext, errorContext) {
        const kind = errorContext === errorNew ? flagNew : flagCold;
        let altered = 0;
        if (this.isDense === 0) {
            this.readMask(source, maskContext);
        }
        for (let field = 0; field < this.width; field += 1) {
            if (this.isChanged(source, field, kind, altered)) {
                this.quiet(source, words, at + field, field, errorContext);
                altered += 1;
            }
        }
    }

    /** @param {PrefixDecoder|RangeDecoder} source @param {number} context */
    readMask(source, context) {
        this.hasMask = 1;
        const masks = this.masks;
        for (let index = 0; index < masks.length; index += 1) {
            masks[index] = source.symbol(context + index);
        }
    }
}
