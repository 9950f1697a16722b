// Which context: what a row's movement says of the numbers that follow.

import { errorSwitched } from "./codec-contexts.js";

/** Distances and errors count as this at most. */
const farthest = 65535;
/** 2^20 by each count of fields in a row, rounded up: a product is quicker than a division. */
const shares = Int32Array.from({ length: 257 }, (_, count) => Math.ceil(2 ** 20 / (count || 1)));
/** Sums below this are divided exactly by such a product. */
const smallSum = 512;

/**
 * 0 for 0, else one more than its highest bit, at most 15.
 * @param {number} value
 */
function levelOf(value) {
    return Math.min(15, 32 - Math.clz32(value));
}

/**
 * The context of a hot row's symbol in speed mode.
 * @param {number} moved quantities
 * @param {number} distance of all of them
 */
export function rowContext(moved, distance) {
    return (moved < 3 ? 0 : moved < 6 ? 16 : 32) + levelOf(distance);
}

/**
 * The same in dense mode.
 * @param {number} moved
 * @param {number} distance
 */
export function rowFlagContext(moved, distance) {
    return 16 * (moved < 7 ? moved : 7) + levelOf(distance);
}

/**
 * The error context of a moving field.
 * @param {number} distance that it is expected to move
 * @param {number} sum of the errors of its kind in this row
 * @param {number} count of the quantities of its kind in this row
 * @param {boolean} isSwitched whether a choice or label changed before it
 */
export function movingContext(distance, sum, count, isSwitched) {
    if (isSwitched) {
        return errorSwitched;
    }
    const near = distance < farthest ? distance : farthest;
    const rest = sum < smallSum ? Math.imul(sum << 3, shares[count]) >>> 20
        : ((8 * sum) / count) | 0;
    return levelOf(near + rest);
}

/**
 * An absolute value, capped; without a branch on the sign, which nobody can guess.
 * @param {number} value
 */
export function sizeOf(value) {
    const whole = value | 0;
    const negative = whole >> 31;
    const size = (whole ^ negative) - negative;
    return whole === value && size <= farthest && size >= 0 ? size : farthest;
}
