// Rotations in row words, and how one goes on: the section "Rotations" of the article `Codec`.
// Whole numbers below 2^53 only, so that every decoder finds the same.

const one = 2 ** 20;
const half = 741455;
const mostSteps = 8;

/** @param {number} number @param {number} by */
function divided(number, by) {
    return Math.trunc(number / by);
}

/**
 * Bits of each of the three parts that a word has.
 * @param {number} wordBits
 */
export function partBitsOf(wordBits) {
    return (wordBits - 2) / 3;
}

/**
 * The number of the part that is left out: 0 x, 1 y, 2 z, 3 w.
 * @param {number} word
 * @param {number} bits of a part
 */
export function largestOf(word, bits) {
    return (word >>> (3 * bits)) & 3;
}

/**
 * One of the three numbers that are sent.
 * @param {number} word
 * @param {number} place 0…2
 * @param {number} bits of a part
 */
export function numberOf(word, place, bits) {
    return (word >>> ((2 - place) * bits)) & (2 ** bits - 1);
}

/**
 * @param {number} largest
 * @param {ArrayLike<number>} numbers
 * @param {number} bits of a part
 */
export function rotationWord(largest, numbers, bits) {
    const word = (((largest << bits) | numbers[0]) << bits) | numbers[1];
    return ((word << bits) | numbers[2]) >>> 0;
}

/**
 * Fills in the four parts of a word; `one` is a length of 1.
 * @param {number} word
 * @param {number} bits of a part
 * @param {Float64Array} parts
 */
function readParts(word, bits, parts) {
    const limit = (1 << bits) - 1;
    const scale = ((half * 1024) / limit) | 0;
    const largest = largestOf(word, bits);
    let left = one * one;
    let shift = 2 * bits;
    for (let part = 0; part < 4; part += 1) {
        if (part !== largest) {
            const steps = 2 * ((word >>> shift) & limit) - limit;
            const value = (Math.imul(steps, scale) / 1024) | 0;
            parts[part] = value;
            left -= value * value;
            shift -= bits;
        }
    }
    parts[largest] = left > 0 ? Math.floor(Math.sqrt(left)) : 0;
}

/** What is expected of a rotation: that it turns on as it turned. */
export class RotationGuess {
    /** @param {number} bits of a part */
    constructor(bits) {
        this.bits = bits;
        this.limit = 2 ** bits - 1;
        this.still = new Float64Array(4);
        this.past = new Float64Array(4);
        this.turned = new Float64Array(4);
        this.onward = this.still;
        this.isOnward = false;
        /** The number of the part that is expected to be the largest; the word. */
        this.largest = 0;
        this.word = 0;
        /** How far the numbers moved together; how far each is expected to, in the mean. */
        this.distance = 0;
        this.meanChange = 0;
        /** The numbers without the part that was asked for last: old ones, and turned on. */
        this.asked = -1;
        this.oldNumbers = new Int32Array(3);
        this.newNumbers = new Int32Array(3);
    }

    /**
     * Takes a rotation of which no movement is known.
     * @param {number} old word
     */
    rest(old) {
        readParts(old, this.bits, this.still);
        this.onward = this.still;
        this.isOnward = false;
        this.largest = largestOf(old, this.bits);
        this.asked = -1;
    }

    /**
     * Takes a rotation that turned.
     * @param {number} old word
     * @param {number} older word before it
     * @param {number} ahead
     * @param {number} behind
     * @param {boolean} movesOn whether the tables say that it goes on
     */
    expect(old, older, ahead, behind, movesOn) {
        this.rest(old);
        readParts(older, this.bits, this.past);
        if (this.turnOn(ahead, behind)) {
            this.onward = this.turned;
            this.isOnward = movesOn;
        }
        if (this.isOnward) {
            this.largest = 0;
            for (let part = 1; part < 4; part += 1) {
                if (Math.abs(this.turned[part]) > Math.abs(this.turned[this.largest])) {
                    this.largest = part;
                }
            }
        }
        this.sumUp();
    }

    /** Finds the word that is expected, and how far all that is from where it was. */
    sumUp() {
        const { largest, oldNumbers, newNumbers } = this;
        let moved = 0;
        let change = 0;
        this.ask(largest);
        for (let place = 0; place < 3; place += 1) {
            const number = oldNumbers[place];
            moved += Math.abs(number - this.sent(this.past, place, largest));
            change += Math.abs(newNumbers[place] - number);
        }
        const numbers = this.isOnward ? newNumbers : oldNumbers;
        this.word = rotationWord(largest, numbers, this.bits);
        this.distance = moved;
        this.meanChange = (change / 3) | 0;
    }

    /**
     * Finds the numbers, old and turned on.
     * @param {number} largest the part that is left out
     */
    ask(largest) {
        if (this.asked !== largest) {
            this.asked = largest;
            for (let place = 0; place < 3; place += 1) {
                this.oldNumbers[place] = this.sent(this.still, place, largest);
                this.newNumbers[place] = this.sent(this.onward, place, largest);
            }
        }
    }

    /**
     * Turns the old parts on; false when they jumped.
     * @param {number} ahead
     * @param {number} behind
     */
    turnOn(ahead, behind) {
        const { still, past, turned } = this;
        const product = still[0] * past[0] + still[1] * past[1] + still[2] * past[2]
            + still[3] * past[3];
        const cosine = Math.min(one, Math.abs(divided(product, one)));
        if (cosine < half) {
            return false;
        }
        const most = Math.min(ahead, mostSteps * behind);
        // What the turned parts are made of: so much of the old ones, less so much of the past.
        let now = one;
        let before = 0;
        for (let left = most; left >= behind; left -= behind) {
            const after = divided(2 * cosine * now, one) - before;
            before = now;
            now = after;
        }
        const rest = most % behind;
        if (rest > 0) {
            const after = divided(2 * cosine * now, one) - before;
            before += divided((now - before) * rest, behind);
            now += divided((after - now) * rest, behind);
        }
        before = product < 0 ? -before : before;
        for (let part = 0; part < 4; part += 1) {
            turned[part] = divided(now * still[part] - before * past[part], one);
        }
        return true;
    }

    /** By how many steps the largest part is larger than the next. */
    get lead() {
        let first = 0;
        let second = 0;
        for (const part of this.isOnward ? this.onward : this.still) {
            const size = Math.abs(part);
            if (size > first) {
                second = first;
                first = size;
            } else if (size > second) {
                second = size;
            }
        }
        return Math.floor(((first - second) * this.limit) / (2 * half));
    }

    /**
     * The number that is expected.
     * @param {number} place 0…2
     * @param {number} largest the part that turned out to be the largest
     */
    number(place, largest) {
        this.ask(largest);
        return this.isOnward ? this.newNumbers[place] : this.oldNumbers[place];
    }

    /**
     * The baseline's number.
     * @param {number} place 0…2
     * @param {number} largest the part that turned out to be the largest
     */
    old(place, largest) {
        this.ask(largest);
        return this.oldNumbers[place];
    }

    /**
     * How far the number goes if the rotation turns on.
     * @param {number} place 0…2
     * @param {number} largest the part that turned out to be the largest
     */
    change(place, largest) {
        this.ask(largest);
        return this.newNumbers[place] - this.oldNumbers[place];
    }

    /** @param {Float64Array} parts @param {number} place @param {number} largest */
    sent(parts, place, largest) {
        const part = parts[place < largest ? place : place + 1];
        const value = parts[largest] < 0 ? -part : part;
        const above = this.limit * (value + half) + half;
        return above <= 0 ? 0 : Math.min(this.limit, Math.floor(above / (2 * half)));
    }
}

// What games see of it.

/**
 * Fills in the rotation that a word stands for: x, y, z, w of a quaternion of length 1.
 * @param {number} word
 * @param {number} wordBits
 * @param {Float64Array|number[]} into
 * @param {number} [at] place of x
 */
export function readRotation(word, wordBits, into, at = 0) {
    const bits = partBitsOf(wordBits);
    const limit = 2 ** bits - 1;
    const largest = largestOf(word, bits);
    let left = 1;
    let place = 0;
    for (let part = 0; part < 4; part += 1) {
        if (part !== largest) {
            const value = ((2 * numberOf(word, place, bits)) / limit - 1) * Math.SQRT1_2;
            into[at + part] = value;
            left -= value * value;
            place += 1;
        }
    }
    into[at + largest] = Math.sqrt(Math.max(0, left));
    unify(into, at);
}

/** @param {Float64Array|number[]} into @param {number} at */
function unify(into, at) {
    const length = Math.hypot(into[at], into[at + 1], into[at + 2], into[at + 3]);
    for (let part = at; part < at + 4; part += 1) {
        into[part] /= length;
    }
}

/**
 * Moves one rotation towards another, the short way around.
 * @param {Float64Array} into the first one, and then the one between
 * @param {number} at place of x
 * @param {Float64Array} last
 * @param {number} alpha 0: the first, 1: the last
 */
export function turnTowards(into, at, last, alpha) {
    let dot = 0;
    for (let part = 0; part < 4; part += 1) {
        dot += into[at + part] * last[part];
    }
    const sign = dot < 0 ? -1 : 1;
    for (let part = 0; part < 4; part += 1) {
        into[at + part] += (sign * last[part] - into[at + part]) * alpha;
    }
    unify(into, at);
}

/**
 * The word nearest to a rotation of any length; not turned if it is none.
 * @param {any} value x, y, z, w in a list
 * @param {number} wordBits
 */
export function wordOfRotation(value, wordBits) {
    const bits = partBitsOf(wordBits);
    const limit = 2 ** bits - 1;
    const given = [0, 1, 2, 3].map((part) => Number(value?.[part]));
    const length = Math.hypot(...given);
    const parts = length > 0 && length < Infinity ? given.map((part) => part / length)
        : [0, 0, 0, 1];
    let largest = 0;
    for (let part = 1; part < 4; part += 1) {
        largest = Math.abs(parts[part]) > Math.abs(parts[largest]) ? part : largest;
    }
    const sign = parts[largest] < 0 ? -1 : 1;
    const numbers = parts.filter((_, part) => part !== largest).map((part) => (
        Math.min(limit, Math.max(0, Math.round((sign * part * Math.SQRT1_2 + 0.5) * limit)))));
    return rotationWord(largest, numbers, bits);
}
