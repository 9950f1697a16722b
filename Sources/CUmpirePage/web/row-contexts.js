// Which context: what a row's movement says of the numbers that follow.

/** Distances and errors count as this at most. */
const farthest = 65535;
/** 2^20 by each count of fields in a row, rounded up: a product is quicker than a division. */
const shares = Int32Array.from({ length: 257 }, (_, count) => Math.ceil(2 ** 20 / (count || 1)));
/** Sums below this are divided exactly by such a product. */
const smallSum = 4096;

/**
 * 0 for 0, else one more than its highest bit, at most 15.
 * @param {number} value
 */
export function levelOf(value) {
    const level = 32 - Math.clz32(value);
    return level < 15 ? level : 15;
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
 * The whole part of a quotient; 0 when there is nothing to divide.
 * @param {number} sum 0 if the count is
 * @param {number} count
 */
export function quotient(sum, count) {
    return sum < smallSum ? Math.imul(sum, shares[count]) >>> 20 : (sum / count) | 0;
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

/**
 * The same for a number of few bits.
 * @param {number} value
 */
export function capped(value) {
    const negative = value >> 31;
    return Math.min((value ^ negative) - negative, farthest);
}
