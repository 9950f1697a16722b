// Rotations of rows: those that turned and may go on, and those that were quiet.

import { FrameError } from "./bits.js";
import { errorContexts, errorNew, signMoving } from "./codec-contexts.js";
import { largestOf, rotationWord } from "./rotation.js";
import { levelOf, quotient, sizeOf } from "./row-contexts.js";
import { RowMotion } from "./row-motion.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */
/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */

/** Contexts for which part is left out, where no movement is known. */
const largestQuiet = 16;
const largestNew = 17;

const numbers = [0, 0, 0];

/** Reads which part of a rotation is left out, then the errors of the three numbers. */
export class RotationMotion extends RowMotion {
    /** @param {TableContexts} contexts */
    constructor(contexts) {
        super(contexts);
        this.largest = contexts.largest;
        this.isDense = 0;
        /** Whether masks tell of the row at hand. */
        this.hasMask = 0;
    }

    /**
     * The word of a rotation that turned.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {number} field
     * @param {number} near how far its group is expected to move
     * @param {number} shaken the context if the group is shaken, else 0
     */
    turning(source, field, near, shaken) {
        const guess = this.guesses[field];
        let largest = guess.largest;
        if (this.isDense === 1 || this.hasMask === 1) {
            largest = (largest + source.symbol(this.largest[field] + levelOf(guess.lead))) & 3;
        }
        let sum = 0;
        for (let place = 0; place < 3; place += 1) {
            const context = shaken === 0 ? levelOf(near + quotient(8 * sum, place)) : shaken;
            const isDown = guess.change(place, largest) < 0 ? 1 : 0;
            const half = this.halfOfNumber(guess.old(place, largest), field) ^ isDown;
            const error = source.error(
                this.errorOf(field, place) + context, this.signs[field] + signMoving + half);
            sum += sizeOf(error);
            const expected = guess.number(place, largest);
            this.keep(place, isDown === 1 ? expected - error : expected + error, field);
        }
        return rotationWord(largest, numbers, guess.bits);
    }

    /**
     * The word of a rotation that did not turn before, or of a new row.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {number} old what it is compared with
     * @param {number} field
     * @param {number} context of its errors
     */
    turned(source, old, field, context) {
        const guess = this.guesses[field];
        const kind = context === errorNew ? largestNew : largestQuiet;
        const step = source.symbol(this.largest[field] + kind);
        const largest = (largestOf(old, guess.bits) + step) & 3;
        guess.rest(old);
        for (let place = 0; place < 3; place += 1) {
            const known = guess.old(place, largest);
            const error = source.error(
                this.errorOf(field, place) + context,
                this.signs[field] + this.halfOfNumber(known, field));
            this.keep(place, known + error, field);
        }
        return rotationWord(largest, numbers, guess.bits);
    }

    /**
     * The first error context of a number: there are some for the first, and some for the others.
     * @param {number} field
     * @param {number} place
     */
    errorOf(field, place) {
        return this.values[field] + (place === 0 ? 0 : errorContexts);
    }

    /**
     * 1 if a number is in the upper half of its range.
     * @param {number} number
     * @param {number} field
     */
    halfOfNumber(number, field) {
        return number > this.guesses[field].limit >>> 1 ? 1 : 0;
    }

    /**
     * Keeps a number, or refuses one that no part has.
     * @param {number} place
     * @param {number} number
     * @param {number} field
     */
    keep(place, number, field) {
        const { limit } = this.guesses[field];
        if (number < 0 || number > limit) {
            throw new FrameError(`a rotation's number of ${number} is not in 0…${limit}`);
        }
        numbers[place] = number;
    }
}
