// Bit streams and the state hash, as the article `Protocol` lays them out ("Numbers and bits").

/** A frame that breaks the protocol; the message says how. */
export class FrameError extends Error {
    /** @param {string} message */
    constructor(message) {
        super(message);
        this.name = "FrameError";
    }
}

/** The most groups of a varint: eight groups of four bits are 32 bits. */
const maxVarintGroups = 8;

/** Reads values from a bit stream, lowest bit of the lowest byte first. */
export class BitReader {
    /**
     * @param {Uint8Array} [bytes]
     * @param {number} [offset] bytes to skip
     */
    constructor(bytes = new Uint8Array(0), offset = 0) {
        this.reset(bytes, offset);
    }

    /**
     * Starts again on other bytes, so that one reader serves every frame.
     * @param {Uint8Array} bytes
     * @param {number} [offset] bytes to skip
     */
    reset(bytes, offset = 0) {
        this.bytes = bytes;
        this.position = offset * 8;
        this.end = bytes.length * 8;
    }

    /** Bits that are left. */
    get remaining() {
        return this.end - this.position;
    }

    /**
     * Reads an unsigned value.
     * @param {number} count bits, 0…32
     * @returns {number}
     */
    read(count) {
        if (count > this.end - this.position) {
            throw new FrameError(`${count} bits wanted, ${this.end - this.position} left`);
        }
        let value = 0;
        let have = 0;
        while (have < count) {
            const offset = this.position & 7;
            const take = Math.min(8 - offset, count - have);
            const part = (this.bytes[this.position >>> 3] >>> offset) & ((1 << take) - 1);
            value |= part << have;
            have += take;
            this.position += take;
        }
        return value >>> 0;
    }

    /** Reads groups of four value bits and one bit that says whether another group follows. */
    readVarint() {
        let value = 0;
        for (let group = 0; group < maxVarintGroups; group += 1) {
            value |= this.read(4) << (4 * group);
            if (this.read(1) === 0) {
                return value >>> 0;
            }
        }
        throw new FrameError(`a varint has more than ${maxVarintGroups} groups`);
    }

    /** Checks that only zero bits of the last byte are left. */
    finish() {
        const left = this.remaining;
        if (left > 7) {
            throw new FrameError(`${left} bits follow the end of the frame`);
        }
        if (this.read(left) !== 0) {
            throw new FrameError("the padding of the last byte is not zero");
        }
    }
}

/** Writes values into bytes it was given, which must be zero and large enough. */
export class BitWriter {
    /**
     * @param {Uint8Array} bytes
     * @param {number} [offset] bytes to skip
     */
    constructor(bytes, offset = 0) {
        this.bytes = bytes;
        this.position = offset * 8;
    }

    /**
     * @param {number} value its lowest `count` bits are written
     * @param {number} count bits, 0…32
     */
    write(value, count) {
        let done = 0;
        while (done < count) {
            const offset = this.position & 7;
            const take = Math.min(8 - offset, count - done);
            const part = (value >>> done) & ((1 << take) - 1);
            this.bytes[this.position >>> 3] |= part << offset;
            done += take;
            this.position += take;
        }
    }
}

/**
 * Folds one word into a MurmurHash3 (x86, 32 bits).
 * @param {number} hash so far; begin with the seed, 0
 * @param {number} word
 */
export function mixWord(hash, word) {
    let key = Math.imul(word, 0xcc9e2d51);
    key = (key << 15) | (key >>> 17);
    hash ^= Math.imul(key, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    return (Math.imul(hash, 5) + 0xe6546b64) | 0;
}

/**
 * Ends a MurmurHash3 of `wordCount` words.
 * @param {number} hash
 * @param {number} wordCount
 */
export function finishHash(hash, wordCount) {
    hash ^= wordCount * 4;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
}
