// Fields of rows: those that moved and may go on, and those that were quiet.

import { FrameError } from "./bits.js";
import { signMoving } from "./codec-contexts.js";
import { formChoice, formQuantity } from "./codec-fields.js";
import { RowMotion } from "./row-motion.js";

/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */
/** @typedef {import("./field-plan.js").FieldPlan} FieldPlan */

/** Changes words in place: what a word is before is what it is in the baseline. */
export class FieldDecoder extends RowMotion {
    /**
     * A quantity that moved; returns its error.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} place
     * @param {FieldPlan} plan of a narrow field
     * @param {number} change that is expected
     * @param {number} context
     */
    moving(source, words, place, plan, change, context) {
        const expected = this.expected(words[place], plan, change);
        const error = source.error(plan.values + context, plan.signs + signMoving);
        const opposite = change >> 31;
        const word = ((expected + ((error ^ opposite) - opposite)) & plan.turn) >>> 0;
        if (word > plan.limit) {
            throw new FrameError(`a word of ${word} is above ${plan.limit}`);
        }
        words[place] = word;
        return error;
    }

    /**
     * The same for any quantity, in numbers of more than 32 bits.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} place
     * @param {number} field
     * @param {number} change that is expected
     * @param {number} context
     */
    movingFar(source, words, place, field, change, context) {
        const expected = this.farExpected(words[place], field, change);
        const error = source.error(this.values[field] + context, this.signs[field] + signMoving);
        words[place] = this.checked(change < 0 ? expected - error : expected + error, field);
        return error;
    }

    /**
     * The word that a narrow quantity is expected to have.
     * @param {number} old
     * @param {FieldPlan} plan
     * @param {number} change
     */
    expected(old, plan, change) {
        if (plan.movesOn === 0) {
            return old | 0;
        }
        const word = (old | 0) + change;
        if (plan.turn !== -1) {
            return word & plan.turn;
        }
        return word < 0 ? 0 : word > plan.limit ? plan.limit : word;
    }

    /**
     * The same for any quantity; one that wraps may still be out of its field.
     * @param {number} old
     * @param {number} field
     * @param {number} change
     */
    farExpected(old, field, change) {
        if (this.movesOn[field] === 0) {
            return old;
        }
        return this.wraps[field] === 1 ? old + change
            : Math.max(0, Math.min(this.limits[field], old + change));
    }

    /**
     * A field that did not move; returns a quantity's error.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} place
     * @param {number} field
     * @param {number} context of a quantity's error
     */
    quiet(source, words, place, field, context) {
        if (this.forms[field] !== formQuantity) {
            words[place] = this.named(source, words[place], field);
            return 0;
        }
        const error = source.error(this.values[field] + context, this.signs[field]);
        words[place] = this.checked(words[place] + error, field);
        return error;
    }

    /**
     * The new word of a choice or label.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {number} old
     * @param {number} field
     */
    named(source, old, field) {
        const limit = this.limits[field];
        if (this.forms[field] !== formChoice) {
            return this.checked(source.label(this.flags[field], this.bits[field]), field);
        }
        const step = limit < 2 ? limit : source.symbol(this.values[field], 4);
        if (step > limit) {
            throw new FrameError(`a choice of ${limit + 1} is ${step} further`);
        }
        return old + step > limit ? old + step - limit - 1 : old + step;
    }

    /**
     * A word, or the refusal of one.
     * @param {number} value
     * @param {number} field
     */
    checked(value, field) {
        const word = (this.wraps[field] === 1 ? value & this.limits[field] : value) >>> 0;
        if (word > this.limits[field]) {
            throw new FrameError(`a word of ${word} is above ${this.limits[field]}`);
        }
        return word;
    }
}
