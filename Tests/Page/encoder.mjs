// The server's half of the snapshot codec, written for these tests from the article `Protocol`.

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

function encodeChange(bits, fields, old, now) {
    fields.forEach((_, index) => bits.write(old[index] === now[index] ? 0 : 1, 1));
    fields.forEach((field, index) => {
        if (old[index] === now[index]) {
            return;
        }
        if (field.bits > 6) {
            const difference = (now[index] - old[index]) | 0;
            const folded = ((difference << 1) ^ (difference >> 31)) >>> 0;
            const half = Math.floor(field.bits / 2);
            if (folded < 2 ** half) {
                bits.write(1, 1).write(folded, half);
                return;
            }
            bits.write(0, 1);
        }
        bits.write(now[index], field.bits);
    });
}

function encodeTable(bits, fields, old, now) {
    const isSame = old.size === now.size
        && [...old].every(([id, row]) => now.get(id)?.every((word, index) => word === row[index]));
    bits.write(isSame ? 0 : 1, 1);
    if (isSame) {
        return;
    }
    for (const id of sortedIDs(old)) {
        const row = now.get(id);
        if (row === undefined) {
            bits.write(1, 1).write(1, 1);
        } else if (row.every((word, index) => word === old.get(id)[index])) {
            bits.write(0, 1);
        } else {
            bits.write(1, 1).write(0, 1);
            encodeChange(bits, fields, old.get(id), row);
        }
    }
    const added = [...now.keys()].filter((id) => !old.has(id));
    bits.varint(added.length);
    for (const id of added) {
        bits.write(id, 16);
        fields.forEach((field, index) => bits.write(now.get(id)[index], field.bits));
    }
}

/**
 * One snapshot frame.
 * @param schema the descriptor of `welcome`
 * @param old the baseline's world, null for a keyframe
 * @param options `{tick, age, hash, cues: [{ticksAgo, words}], ackSequence, lead}`
 */
export function encodeSnapshot(schema, old, now, options) {
    const { tick, age = 0, hash = hashOf(now), cues = [] } = options;
    const bits = new Bits();
    bits.write(2, 8).write(options.ackSequence ?? 0, 16).write(options.lead ?? -128, 8);
    bits.write(tick, 32).write(old === null ? 0 : age, 8).write(hash === null ? 0 : 1, 8);
    if (hash !== null) {
        bits.write(hash, 32);
    }
    schema.tables.forEach((table, index) => {
        encodeTable(bits, table.fields, old?.tables[index] ?? new Map(), now.tables[index]);
    });
    const scalars = old?.scalars ?? now.scalars.map(() => 0);
    const isSame = scalars.every((word, index) => word === now.scalars[index]);
    bits.write(isSame ? 0 : 1, 1);
    if (!isSame) {
        encodeChange(bits, schema.scalars.fields, scalars, now.scalars);
    }
    bits.varint(cues.length);
    for (const cue of cues) {
        bits.varint(cue.ticksAgo);
        schema.cue.fields.forEach((field, index) => bits.write(cue.words[index], field.bits));
    }
    return bits.bytes();
}
