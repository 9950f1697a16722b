// What the tests' server half is made of: bits, hashes and chance.

/** Bits in a list, lowest first; slow and plain. */
export class Bits {
    constructor() {
        this.list = [];
    }

    write(value, count) {
        for (let bit = 0; bit < count; bit += 1) {
            this.list.push(Number((BigInt(value >>> 0) >> BigInt(bit)) & 1n));
        }
        return this;
    }

    varint(value) {
        let rest = value;
        do {
            const group = rest % 16;
            rest = Math.floor(rest / 16);
            this.write(group, 4).write(rest > 0 ? 1 : 0, 1);
        } while (rest > 0);
        return this;
    }

    bytes() {
        const bytes = new Uint8Array(Math.ceil(this.list.length / 8));
        this.list.forEach((bit, index) => {
            bytes[index >> 3] |= bit << (index & 7);
        });
        return bytes;
    }
}

/** A seeded generator (mulberry32), so that a failure can be seen again. */
export function randomFrom(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** MurmurHash3 x86 32-bit over bytes, seed 0, as its author describes it. */
export function murmur(bytes) {
    const rotate = (word, by) => ((word << by) | (word >>> (32 - by))) >>> 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let hash = 0;
    for (let place = 0; place + 4 <= bytes.length; place += 4) {
        const word = Math.imul(view.getUint32(place, true), 0xcc9e2d51);
        const key = Math.imul(rotate(word, 15), 0x1b873593);
        hash = (Math.imul(rotate((hash ^ key) >>> 0, 13), 5) + 0xe6546b64) >>> 0;
    }
    hash = (hash ^ bytes.length) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
    return (hash ^ (hash >>> 16)) >>> 0;
}

/** The hash of a world `{tables: [Map(id → words)], scalars: words}`. */
export function hashOf(world) {
    const words = [];
    for (const table of world.tables) {
        words.push(table.size);
        for (const id of sortedIDs(table)) {
            words.push(id, ...table.get(id));
        }
    }
    words.push(...world.scalars);
    return murmur(new Uint8Array(new Uint32Array(words).buffer));
}

const sortedIDs = (table) => [...table.keys()].sort((one, other) => one - other);
