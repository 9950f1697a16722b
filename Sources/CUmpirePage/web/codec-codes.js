// Codes of one context: where prefix codes lead, and shares of a tree's nodes.

import { FrameError } from "./bits.js";

/** @typedef {import("./bits.js").BitReader} BitReader */

/** The longest prefix code. */
export const lookupBits = 9;
/** Instead of a count of raw bits: the number is a long one. */
export const longMark = 15;

const lookupSize = 1 << lookupBits;
const trainedShares = [
    2, 6, 12, 20, 32, 48, 72, 104, 152, 184, 208, 224, 236, 244, 250, 254,
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
 * The shares of a context's nodes.
 * @param {number} bits of the context
 * @param {string} lengths of prefix codes before training, a digit each
 * @param {BitReader|null} reader null: it is not trained
 */
export function sharesOf(bits, lengths, reader) {
    const size = 1 << bits;
    const weights = new Array(2 * size).fill(0);
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
        weights[size + symbol] = 1 << (lookupBits - Number(lengths[symbol]));
    }
    for (let node = size - 1; node > 0; node -= 1) {
        weights[node] = weights[2 * node] + weights[2 * node + 1];
    }
    return Array.from({ length: size }, (_, node) => (
        node === 0 ? 0 : shareOf(weights[2 * node], weights[2 * node + 1], reader)));
}

/** @param {number} zero @param {number} one @param {BitReader|null} reader */
function shareOf(zero, one, reader) {
    if (zero + one === 0) {
        return 32768;
    }
    if (zero !== 0 && one !== 0 && reader !== null) {
        return 256 * trainedShares[reader.read(4)];
    }
    return 256 * Math.min(255, Math.max(1, Math.floor((256 * one) / (zero + one))));
}
