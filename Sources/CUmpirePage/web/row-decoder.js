// Rows of one table; here the hot ones, which moved before.

import { FrameError } from "./bits.js";
import {
    contextExactRun, contextRow, contextRowFlag, errorCold, errorShaken, errorWasShaken, flagHot,
} from "./codec-contexts.js";
import { QuietRows } from "./quiet-rows.js";
import {
    levelOf as levelOfEnergy, quotient, rowContext, rowFlagContext, sizeOf,
} from "./row-contexts.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */
/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */

// A name of this module is known for good; an imported one is looked up each time it is used.
const quiet = errorCold;
const shakenNow = errorShaken;
const shakenBefore = errorWasShaken;
const firstFlag = flagHot;
const levelOf = levelOfEnergy;
const mean = quotient;
const capped = sizeOf;

/** What the symbol of a hot row says. */
const symbolPlain = 0;
const symbolStays = 1;
const symbolMasked = 2;
const symbolExact = 3;

/** Changes rows in place: what a row holds before is what it holds in the baseline. */
export class RowDecoder extends QuietRows {
    /**
     * @param {TableContexts} contexts
     * @param {boolean} isAlone whether there is one row only, which is never in a run
     */
    constructor(contexts, isAlone) {
        super(contexts);
        this.rowContext = contexts.first + contextRow;
        this.rowFlagContext = contexts.first + contextRowFlag;
        this.runContext = contexts.first + contextExactRun;
        this.hotMask = contexts.hotMask;
        this.isAlone = isAlone;
    }

    /**
     * Decodes a row that was found to be hot; returns whether it changes.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} at place of the row's first word
     */
    hot(source, words, at) {
        if (this.exactRows > 0) {
            this.exactRows -= 1;
            this.goOn(words, at);
            return true;
        }
        const symbol = this.isDense === 1 ? this.flagOf(source) : this.symbolOf(source);
        if (symbol === symbolStays) {
            return false;
        }
        if (symbol === symbolExact) {
            this.exactRows = this.isAlone ? 0 : source.number(this.runContext);
            this.goOn(words, at);
        } else {
            this.hotFields(source, words, at);
        }
        return true;
    }

    /** Ends a table's hot rows: no more of them were said to be as expected. */
    endHot() {
        const left = this.exactRows;
        this.exactRows = 0;
        if (left > 0) {
            throw new FrameError(`${left} more entities than there are move on as expected`);
        }
    }

    /** @param {PrefixDecoder|RangeDecoder} source */
    flagOf(source) {
        const context = this.rowFlagContext + rowFlagContext(this.moved, this.distance);
        return source.flag(context) === 0 ? symbolStays : symbolPlain;
    }

    /** @param {PrefixDecoder|RangeDecoder} source */
    symbolOf(source) {
        const symbol = source.symbol(this.rowContext + rowContext(this.moved, this.distance));
        if (symbol === symbolMasked) {
            this.readMask(source, this.hotMask);
        } else {
            this.hasMask = 0;
        }
        return symbol;
    }

    /**
     * Each quantity that moved goes on as it is expected to.
     * @param {Uint32Array} words
     * @param {number} at
     */
    goOn(words, at) {
        for (let field = 0; field < this.width; field += 1) {
            const plan = this.plans[field];
            if (plan.step === 0) {
                continue;
            }
            const place = at + field;
            if (plan.narrow === 1) {
                words[place] = this.expected(words[place] | 0, plan, plan.change);
            } else if (plan.quantity === 1) {
                const change = this.farChangeOf(field);
                words[place] = this.checked(this.farExpected(words[place], field, change), field);
            } else {
                words[place] = this.guesses[field].word;
            }
        }
    }

    /**
     * The fields of a hot row that moved or change.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} at
     */
    hotFields(source, words, at) {
        const plans = this.plans;
        const width = this.width;
        let altered = 0;
        // Of the group so far: how far it moves in the mean, its errors and their number, and
        // the context of what is shaken.
        let near = 0;
        let sum = 0;
        let count = 0;
        let shaken = 0;
        for (let field = 0; field < width; field += 1) {
            const plan = plans[field];
            if (plan.starts === 1) {
                const group = plan.group;
                near = mean(group.distance, group.moved);
                sum = 0;
                count = 0;
                shaken = group.shaken === 0 ? 0 : shakenBefore;
            }
            const place = at + field;
            const old = words[place];
            let error = 0;
            if (plan.step !== 0 && plan.quantity === 0) {
                words[place] = this.turning(source, field, near, shaken);
                altered += words[place] === old ? 0 : 1;
            } else if (plan.step !== 0) {
                const energy = near + mean(8 * sum, count);
                const context = shaken === 0 ? levelOf(energy) : shaken;
                error = plan.narrow === 1 ? this.moving(source, words, place, plan, context)
                    : this.movingFar(source, words, place, field, context);
                altered += words[place] === old ? 0 : 1;
            } else if (this.isChanged(source, field, firstFlag, altered)) {
                error = this.quiet(source, words, place, field, quiet);
                altered += 1;
                shaken = plan.named === 0 ? shaken : shakenNow;
            }
            // Choices and labels come first in their group.
            sum = plan.quantity === 1 ? sum + capped(error) : 0;
            count += plan.quantity;
        }
    }
}
