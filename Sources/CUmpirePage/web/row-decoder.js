// Rows of one table; here the hot ones, which moved before.

import { contextRow, contextRowFlag, errorCold, flagHot } from "./codec-contexts.js";
import { formQuantity } from "./codec-fields.js";
import { QuietRows } from "./quiet-rows.js";
import { movingContext, rowContext, rowFlagContext, sizeOf } from "./row-contexts.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */
/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */

/** What the symbol of a hot row says. */
const symbolPlain = 0;
const symbolStays = 1;
const symbolMasked = 2;
const symbolExact = 3;

/** Changes rows in place: what a row holds before is what it holds in the baseline. */
export class RowDecoder extends QuietRows {
    /** @param {TableContexts} contexts */
    constructor(contexts) {
        super(contexts);
        this.rowContext = contexts.first + contextRow;
        this.rowFlagContext = contexts.first + contextRowFlag;
        this.hotMask = contexts.hotMask;
    }

    /**
     * Decodes a hot row; returns whether it changes.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} at place of the row's first word
     * @param {Uint32Array} before the predecessor's words
     * @param {number} from place there; −1: the row is missing there
     */
    hot(source, words, at, before, from) {
        if (from < 0) {
            this.rest();
        } else {
            this.measure(words, at, before, from);
        }
        const symbol = this.isDense ? this.flagOf(source) : this.symbolOf(source);
        if (symbol === symbolStays) {
            return false;
        }
        if (symbol === symbolExact) {
            this.goOn(words, at);
        } else {
            this.hotFields(source, words, at);
        }
        return true;
    }

    /** @param {PrefixDecoder|RangeDecoder} source */
    flagOf(source) {
        const context = this.rowFlagContext + rowFlagContext(this.moved, this.distance);
        return source.symbol(context, 1) === 0 ? symbolStays : symbolPlain;
    }

    /** @param {PrefixDecoder|RangeDecoder} source */
    symbolOf(source) {
        const context = this.rowContext + rowContext(this.moved, this.distance);
        const symbol = source.symbol(context, 2);
        if (symbol === symbolMasked) {
            this.readMask(source, this.hotMask);
        } else {
            this.masks.fill(0);
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
                const change = this.changeOf(plan.step, plan.limit);
                words[place] = this.expected(words[place], plan, change);
            } else {
                const change = this.farChangeOf(field);
                words[place] = this.checked(this.farExpected(words[place], field, change), field);
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
        let isSwitched = false;
        let altered = 0;
        let sum = 0;
        let count = 0;
        for (let field = 0; field < width; field += 1) {
            const plan = plans[field];
            if (plan.starts === 1) {
                sum = 0;
                count = 0;
            }
            const step = plan.step;
            const place = at + field;
            const old = words[place];
            let error = 0;
            if (step === 0) {
                if (this.isChanged(source, field, flagHot, altered)) {
                    error = this.quiet(source, words, place, field, errorCold);
                    isSwitched = isSwitched || this.forms[field] !== formQuantity;
                }
            } else if (plan.narrow === 1) {
                const change = this.changeOf(step, plan.limit);
                const context = movingContext(sizeOf(change), sum, count, isSwitched);
                error = this.moving(source, words, place, plan, change, context);
            } else {
                error = this.hotFar(source, words, place, field, sum, count, isSwitched);
            }
            if (this.isDense && words[place] !== old) {
                altered += 1;
            }
            sum += sizeOf(error);
            count += 1;
        }
    }

    /**
     * How far a narrow quantity is expected to move.
     * @param {number} step that it made before
     * @param {number} limit of the field
     */
    changeOf(step, limit) {
        const opposite = step >> 31;
        if (((step ^ opposite) - opposite) * 8 > limit) {
            return 0;
        }
        return this.ahead === this.behind ? step : (Math.imul(step, this.ahead) / this.behind) | 0;
    }

    /**
     * The same for a quantity that is not narrow.
     * @param {number} field
     */
    farChangeOf(field) {
        const step = this.farSteps[field];
        const isJump = Math.abs(step) * 8 > this.limits[field];
        return isJump ? 0 : Math.trunc((step * this.ahead) / this.behind);
    }

    /**
     * A moving field in numbers of more than 32 bits; returns its error.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} place
     * @param {number} field
     * @param {number} sum
     * @param {number} count
     * @param {boolean} isSwitched
     */
    hotFar(source, words, place, field, sum, count, isSwitched) {
        const change = this.farChangeOf(field);
        const context = movingContext(sizeOf(change), sum, count, isSwitched);
        return this.movingFar(source, words, place, field, change, context);
    }
}
