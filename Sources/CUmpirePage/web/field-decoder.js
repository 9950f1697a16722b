// Fields of rows: those that moved and may go on, and those that were quiet.

import { FrameError } from "./bits.js";
import { signMoving } from "./codec-contexts.js";
import { formChoice, formQuantity } from "./codec-fields.js";
import { RotationMotion } from "./rotation-motion.js";

/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */
/** @typedef {import("./field-plan.js").FieldPlan} FieldPlan */

// A name of this module is known for good; an imported one is looked up each time it is used.
const movingSigns = signMoving;
const quantity = formQuantity;
const choice = formChoice;

/** Changes words in place: what a word is before is what it is in the baseline. */
export class FieldDecoder extends RotationMotion {
    /**
     * A quantity that moved; returns its error.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} place
     * @param {FieldPlan} plan of a narrow field
     * @param {number} context
     */
    moving(source, words, place, plan, context) {
        const old = words[place] | 0;
        const opposite = plan.change >> 31;
        const half = (((plan.limit >>> 1) - old) ^ opposite) >>> 31;
        const expected = this.expected(old, plan, plan.change);
        const error = source.error(plan.values + context, plan.signs + movingSigns + half);
        const word = ((expected + ((error ^ opposite) - opposite)) & plan.turn) >>> 0;
        words[place] = word;
        return word > plan.limit ? refuse(word, plan.limit) : error;
    }

    /**
     * The same for any quantity, in numbers of more than 32 bits.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} place
     * @param {number} field
     * @param {number} context
     */
    movingFar(source, words, place, field, context) {
        const old = words[place];
        const change = this.farChangeOf(field);
        const expected = this.farExpected(old, field, change);
        const half = this.halfOf(old, field) ^ (change < 0 ? 1 : 0);
        const signs = this.signs[field] + movingSigns + half;
        const error = source.error(this.values[field] + context, signs);
        words[place] = this.checked(change < 0 ? expected - error : expected + error, field);
        return error;
    }

    /**
     * 1 if a word is in the upper half of its range.
     * @param {number} word
     * @param {number} field
     */
    halfOf(word, field) {
        return word > this.limits[field] >>> 1 ? 1 : 0;
    }

    /**
     * The word that a narrow quantity is expected to have.
     * @param {number} old
     * @param {FieldPlan} plan
     * @param {number} change
     */
    expected(old, plan, change) {
        if (plan.movesOn === 0) {
            return old;
        }
        const word = old + change;
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
     * A field that did not move; returns a quantity's error, of another field 1.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {Uint32Array} words
     * @param {number} place
     * @param {number} field
     * @param {number} context of a quantity's error
     */
    quiet(source, words, place, field, context) {
        if (this.guesses[field] !== null) {
            words[place] = this.turned(source, words[place], field, context);
            return 0;
        }
        if (this.forms[field] !== quantity) {
            words[place] = this.named(source, words[place], field);
            return 1;
        }
        const signs = this.signs[field] + this.halfOf(words[place], field);
        const error = source.error(this.values[field] + context, signs);
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
        if (this.forms[field] !== choice) {
            return this.checked(source.label(this.flags[field], this.bits[field]), field);
        }
        const step = limit < 2 ? limit : source.symbol(this.values[field]);
        return old + step > limit ? old + step - limit - 1 : old + step;
    }

    /**
     * A word, or the refusal of one.
     * @param {number} value
     * @param {number} field
     */
    checked(value, field) {
        const word = (this.wraps[field] === 1 ? value & this.limits[field] : value) >>> 0;
        return word > this.limits[field] ? refuse(word, this.limits[field]) : word;
    }
}

/**
 * @param {number} word
 * @param {number} limit
 * @returns {number} never
 */
function refuse(word, limit) {
    throw new FrameError(`a word of ${word} is above ${limit}`);
}
