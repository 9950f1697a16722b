// Rows of which nothing is known but what they were: cold ones and new ones.

import { FrameError } from "./bits.js";
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
        this.isDense = false;
        this.ahead = 1;
        this.behind = 1;
    }

    /**
     * @param {boolean} isDense
     * @param {Uint8Array} movesOn for each field
     * @param {number} ahead
     * @param {number} behind 0 without a predecessor
     */
    begin(isDense, movesOn, ahead, behind) {
        this.isDense = isDense;
        this.learn(movesOn);
        this.ahead = ahead;
        this.behind = behind;
    }

    /**
     * Whether a quiet field changes.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {number} field
     * @param {number} kind of the row: the first of its flag contexts
     * @param {number} altered fields before it whose words changed; counted in dense mode only
     */
    isChanged(source, field, kind, altered) {
        if (this.isDense) {
            const context = this.flags[field] + kind + (altered < 3 ? altered : 3);
            return source.symbol(context, 1) === 1;
        }
        return ((this.masks[field >>> 2] >>> (field & 3)) & 1) === 1;
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
        if (!this.isDense) {
            this.readMask(source, maskContext);
        }
        for (let field = 0; field < this.width; field += 1) {
            if (this.isChanged(source, field, kind, altered)) {
                const old = words[at + field];
                this.quiet(source, words, at + field, field, errorContext);
                altered += words[at + field] === old ? 0 : 1;
            }
        }
    }

    /** @param {PrefixDecoder|RangeDecoder} source @param {number} context */
    readMask(source, context) {
        const masks = this.masks;
        for (let index = 0; index < masks.length; index += 1) {
            masks[index] = source.symbol(context + index, 4);
        }
        const left = this.width & 3;
        if (left > 0 && masks[masks.length - 1] >>> left !== 0) {
            throw new FrameError("a mask names a field that is not there");
        }
    }
}
