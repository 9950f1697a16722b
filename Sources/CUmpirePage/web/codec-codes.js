// Codes of one context: where prefix codes lead, and the trees of decisions.

import { FrameError } from "./bits.js";

/** @typedef {import("./bits.js").BitReader} BitReader */

/** The longest prefix code. */
export const lookupBits = 9;
/** Instead of a count of raw bits: the number is a long one. */
export const longMark = 15;

const lookupSize = 1 << lookupBits;
/** Marks a symbol among the branches of a tree. */
export const leaf = 128;
/** A decision either way, of 65,536. */
const evenShare = 32768;
const shareBits = 5;
const trainedShares = [
    1, 2, 3, 4, 6, 8, 11, 15, 20, 26, 34, 44, 56, 70, 86, 103,
    121, 139, 156, 172, 187, 200, 211, 221, 229, 235, 240, 244, 247, 250, 252, 254,
];

/**
 * For each nine bits the symbol that they begin with.
 * @param {number} bits of the context
 * @param {number[]} lengths of the symbols' codes
 * @param {boolean} isChecked whether the lengths come from a peer
 */
export function lookupOf(bits, lengths, isChecked) {
    const part = new Array(lookupSize).fill(0);
    let code = 0;
    for (let length = 1; length <= lookupBits; length += 1) {
        for (let symbol = 0; symbol < lengths.length; symbol += 1) {
            if (lengths[symbol] === length && code < lookupSize) {
                fill(part, code >>> (lookupBits - length), length, entryOf(bits, symbol, length));
                code += lookupSize >>> length;
            } else if (lengths[symbol] === length) {
                code += 1;
            }
        }
    }
    const isInRange = lengths.every((length) => length >= 1 && length <= lookupBits);
    if (isChecked && (!isInRange || code !== lookupSize)) {
        throw new FrameError("the lengths of a context make no complete code");
    }
    return part;
}

/** @param {number[]} part @param {number} code @param {number} length @param {number} entry */
function fill(part, code, length, entry) {
    let first = 0;
    for (let bit = 0; bit < length; bit += 1) {
        first |= ((code >>> (length - 1 - bit)) & 1) << bit;
    }
    for (let place = first; place < lookupSize; place += 1 << length) {
        part[place] = entry;
    }
}

/** @param {number} bits @param {number} symbol @param {number} length */
function entryOf(bits, symbol, length) {
    if (bits !== 5 || symbol < 4) {
        return (symbol << 8) | length;
    }
    if (symbol > 19) {
        return (longMark << 4) | length;
    }
    return ((2 | (symbol & 1)) << 8) | (((symbol >>> 1) - 1) << 4) | length;
}

/**
 * The tree of a context's decisions: the shape of its prefix code before training. Inner nodes are
 * numbered from the root, 1, level by level, in each level from the lower code to the higher.
 * @param {string} lengths of the symbols' codes, a digit each
 * @returns {number[]} by 2 × node + bit: the next node, or a symbol with `leaf` set
 */
export function treeOf(lengths) {
    const branches = [0, 0, 0, 0];
    let open = [2, 3];
    for (let length = 1; open.length > 0 && length <= lookupBits; length += 1) {
        const ends = [...lengths].flatMap((digit, symbol) => (
            Number(digit) === length ? [symbol] : []));
        ends.forEach((symbol, place) => {
            branches[open[place]] = leaf | symbol;
        });
        // Shorter codes are the lower ones: what is left of a level leads on.
        open = open.slice(ends.length).flatMap((branch) => {
            branches[branch] = branches.length >>> 1;
            branches.push(0, 0);
            return [branches.length - 2, branches.length - 1];
        });
    }
    return branches;
}

/**
 * The shares of a context's nodes, from the root.
 * @param {string} lengths of prefix codes before training, a digit each
 * @param {BitReader|null} reader null: it is not trained
 */
export function sharesOf(lengths, reader) {
    return Array.from({ length: lengths.length - 1 }, () => (
        reader === null ? evenShare : 256 * trainedShares[reader.read(shareBits)]));
}
