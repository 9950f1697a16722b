// The server's half of the codec before training, written for these tests from the article `Codec`:
// slow and plain. Which contexts there are is the decoder's; the real packets show that they hold.

import { TableContexts } from "../../Sources/CUmpirePage/web/codec-contexts.js";
import { Bits } from "./encoder.mjs";

/** The prefix code of a symbol before training, as text. */
function codeOf(lengths, value) {
    const order = [...lengths].map((length, symbol) => ({ length: Number(length), symbol }))
        .sort((one, other) => one.length - other.length || one.symbol - other.symbol);
    let code = 0;
    for (const { length, symbol } of order) {
        if (symbol === value) {
            return (code / 2 ** (9 - length)).toString(2).padStart(length, "0");
        }
        code += 2 ** (9 - length);
    }
    throw new Error(`${value} has no code of ${lengths}`);
}

export class SpeedSink {
    constructor() {
        this.isDense = false;
        this.bits = new Bits();
    }

    symbol(context, value) {
        if (context.bits === 1) {
            this.bits.write(value, 1);
            return;
        }
        [...codeOf(context.lengths, value)].forEach((bit) => this.bits.write(Number(bit), 1));
    }

    bytes() {
        return this.bits.bytes();
    }
}

class DenseSink {
    constructor() {
        this.isDense = true;
        this.bits = new Bits();
        this.low = 0n;
        this.range = 2n ** 32n - 1n;
        this.taken = 4;
        this.shares = new Map();
    }

    symbol(context, value) {
        // A node is known by its context and the bits that lead to it.
        let way = `${context.index}:`;
        for (const bit of codeOf(context.lengths, value)) {
            const share = this.shares.get(way) ?? 32768;
            const bound = (this.range / 65536n) * BigInt(share);
            if (bit === "1") {
                this.range = bound;
                this.shares.set(way, share + Math.floor((65536 - share) / 32));
            } else {
                this.low += bound;
                this.range -= bound;
                this.shares.set(way, share - Math.floor(share / 32));
            }
            while (this.range < 2n ** 24n) {
                this.range *= 256n;
                this.low *= 256n;
                this.taken += 1;
            }
            way += bit;
        }
    }

    bytes() {
        // Whatever the last two bytes are, the value is within the range.
        let value = (this.low + 65535n) / 65536n;
        const own = [];
        for (let index = 0; index < this.taken - 2; index += 1) {
            own.push(Number(value % 256n));
            value /= 256n;
        }
        return Uint8Array.from([...this.bits.bytes(), ...own]);
    }
}

const level = (value) => (value === 0 ? 0 : Math.min(15, 1 + Math.floor(Math.log2(value))));
const capped = (value) => Math.min(65535, Math.abs(value));

/** One table's rows. */
export class TableWriter {
    constructor(sink, contexts) {
        this.sink = sink;
        this.contexts = contexts;
        this.fields = Array.from({ length: contexts.width }, (_, field) => field);
        this.groups = this.groupsOf();
    }

    /** For each field the group that it is in. */
    groupsOf() {
        const { forms, fieldBits } = this.contexts;
        let group = 0;
        return this.fields.map((field) => {
            const apart = Math.abs(fieldBits[field] - fieldBits[field - 1]);
            group += forms[field - 1] === 2 && (forms[field] !== 2 || apart > 3) ? 1 : 0;
            return group;
        });
    }

    /** @param index from the table's first; those of fields are absolute */
    put(index, value) {
        const { bits, lengths } = this.contexts;
        this.sink.symbol(
            { bits: bits[index], lengths: lengths[index], index: this.contexts.first + index },
            value);
    }

    at(context, value) {
        this.put(context - this.contexts.first, value);
    }

    number(context, value) {
        if (value < 4) {
            this.at(context, value);
            return;
        }
        const highest = Math.floor(Math.log2(value));
        if (value < 1024) {
            this.at(context, 2 * highest + (Math.floor(value / 2 ** (highest - 1)) & 1));
            this.sink.bits.write(value, highest - 1);
        } else {
            this.at(context, 20);
            this.sink.bits.write(highest - 10, 5).write(value, highest);
        }
    }

    count(index, value) {
        this.number(this.contexts.first + index, value);
    }

    /** Of two words, the short way if the field wraps. */
    difference(field, to, from) {
        const turn = this.contexts.limits[field] + 1;
        const plain = to - from;
        if (this.contexts.wraps[field] === 0) {
            return plain;
        }
        const half = turn / 2;
        return ((((plain + half) % turn) + turn) % turn) - half;
    }

    /** @param old the word of the baseline, or of the row that a new one is compared with */
    error(field, context, error, old, isMoving, isTurned) {
        const { values, signs, limits } = this.contexts;
        const size = Math.abs(error);
        this.number(values[field] + context, size);
        if (size !== 0) {
            const isHigh = old > Math.floor(limits[field] / 2);
            const half = isHigh !== isTurned ? 1 : 0;
            const sign = 2 * (Math.min(size, 3) - 1) + half + (isMoving ? 6 : 0);
            this.at(signs[field] + sign, (error < 0) !== isTurned ? 1 : 0);
        }
        return size;
    }

    quiet(field, now, old, context) {
        const { forms, limits, values, fieldBits } = this.contexts;
        if (forms[field] === 2) {
            const error = this.difference(field, now, old);
            return this.error(field, context, error, old, false, false);
        }
        const limit = limits[field];
        if (forms[field] === 1) {
            this.sink.bits.write(now, fieldBits[field]);
        } else if (limit > 1) {
            this.at(values[field], (now - old + limit + 1) % (limit + 1));
        }
        return 0;
    }

    mask(context, isIn) {
        for (let first = 0; first < this.fields.length; first += 4) {
            const four = this.fields.slice(first, first + 4);
            const value = four.reduce((sum, field, bit) => sum + (isIn(field) ? 1 << bit : 0), 0);
            this.at(context + first / 4, value);
        }
    }

    quietRow(now, old, maskContext, flagKind, errorContext) {
        const changes = (field) => now[field] !== old[field];
        if (!this.sink.isDense) {
            this.mask(maskContext, changes);
        }
        let altered = 0;
        for (const field of this.fields) {
            if (this.sink.isDense) {
                const flag = flagKind + Math.min(3, altered);
                this.at(this.contexts.flags[field] + flag, changes(field) ? 1 : 0);
            }
            if (changes(field)) {
                this.quiet(field, now[field], old[field], errorContext);
                altered += 1;
            }
        }
    }

    /** What is known of a hot row before anything of it is written. */
    motion(now, old, before, ahead, behind) {
        const { forms } = this.contexts;
        const steps = this.fields.map((field) => (
            before === undefined || forms[field] !== 2 ? 0
                : this.difference(field, old[field], before[field])));
        const hasMoved = (field) => steps[field] !== 0;
        const expected = this.fields.map((field) => (
            this.expected(field, old, steps[field], ahead, behind)));
        const changed = this.fields.filter((field) => now[field] !== old[field]);
        const isMasked = changed.some((field) => !hasMoved(field));
        const isExact = changed.length > 0 && !isMasked && this.fields.filter(hasMoved)
            .every((field) => now[field] === expected[field].word);
        const wasShaken = (group) => before !== undefined && this.fields.some((field) => (
            this.groups[field] === group && forms[field] !== 2 && old[field] !== before[field]));
        const mean = (group) => {
            const sizes = this.fields.filter((field) => this.groups[field] === group)
                .filter(hasMoved).map((field) => capped(expected[field].change));
            return Math.floor(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
        };
        const groups = new Map(this.groups.map((group) => [group, {
            mean: mean(group), isShaken: false, wasShaken: wasShaken(group), errors: [] }]));
        const moved = steps.filter((step) => step !== 0).length;
        const distance = level(steps.reduce((sum, step) => sum + capped(step), 0));
        return { now, old, steps, expected, changed, isMasked, isExact, groups, moved, distance };
    }

    /** Hot rows in order; in speed mode one that is exact stands for those that follow it too. */
    hotRows(motions) {
        let left = 0;
        motions.forEach((motion, index) => {
            if (left > 0) {
                left -= 1;
                return;
            }
            this.hotRow(motion);
            if (!this.sink.isDense && motion.isExact) {
                const next = motions.slice(index + 1).findIndex(({ isExact }) => !isExact);
                left = next < 0 ? motions.length - index - 1 : next;
                this.count(183, left);
            }
        });
    }

    hotRow(motion) {
        const { now, old, steps, changed, isMasked, isExact, moved, distance } = motion;
        if (this.sink.isDense) {
            this.put(7 + 16 * Math.min(7, moved) + distance, changed.length > 0 ? 1 : 0);
        } else {
            const symbol = changed.length === 0 ? 1 : isMasked ? 2 : isExact ? 3 : 0;
            this.put(135 + 16 * (moved < 3 ? 0 : moved < 6 ? 1 : 2) + distance, symbol);
        }
        if (changed.length === 0 || (!this.sink.isDense && isExact)) {
            return;
        }
        if (!this.sink.isDense && isMasked) {
            this.mask(
                this.contexts.hotMask, (field) => steps[field] === 0 && changed.includes(field));
        }
        let altered = 0;
        for (const field of this.fields) {
            const isChanged = changed.includes(field);
            const isQuantity = this.contexts.forms[field] === 2;
            const group = motion.groups.get(this.groups[field]);
            if (steps[field] !== 0) {
                group.errors.push(this.moving(field, now, old, motion.expected[field], group));
            } else {
                if (this.sink.isDense) {
                    this.at(
                        this.contexts.flags[field] + Math.min(3, altered), isChanged ? 1 : 0);
                }
                const size = isChanged ? this.quiet(field, now[field], old[field], 16) : 0;
                group.errors.push(...isQuantity ? [size] : []);
                group.isShaken ||= isChanged && !isQuantity;
            }
            altered += isChanged ? 1 : 0;
        }
    }

    /** What a quantity becomes if it moves on, and how far that is. */
    expected(field, old, step, ahead, behind) {
        const limit = this.contexts.limits[field];
        const isJump = Math.abs(step) * 8 > limit;
        const change = isJump ? 0 : Math.trunc((step * ahead) / behind);
        const moved = old[field] + change;
        const word = this.contexts.wraps[field] === 1
            ? ((moved % (limit + 1)) + limit + 1) % (limit + 1)
            : Math.min(limit, Math.max(0, moved));
        return { change, word };
    }

    moving(field, now, old, { change, word }, group) {
        const sum = group.errors.reduce((total, size) => total + capped(size), 0);
        const count = group.errors.length;
        const rest = count === 0 ? 0 : Math.floor((8 * sum) / count);
        const context = group.isShaken ? 18 : group.wasShaken ? 19 : level(group.mean + rest);
        const error = this.difference(field, now[field], word);
        return this.error(field, context, error, old[field], true, change < 0);
    }

    /** Tables are maps of id to words. */
    table(now, old, before, ahead, behind) {
        const ids = [...old.keys()].sort((one, other) => one - other);
        const { coldMask, newMask } = this.contexts;
        const isSame = (one, other) => one?.every((word, field) => word === other?.[field]);
        this.put(0, 1);
        this.gaps(1, ids, (id) => !now.has(id), () => {});
        const stay = ids.filter((id) => now.has(id));
        const isHot = (id) => before !== null
            && (!before.has(id) || !isSame(old.get(id), before.get(id)));
        this.hotRows(stay.filter(isHot).map((id) => (
            this.motion(now.get(id), old.get(id), before.get(id), ahead, behind))));
        const cold = stay.filter((id) => !isHot(id));
        this.gaps(3, cold, (id) => !isSame(now.get(id), old.get(id)), (id) => {
            this.quietRow(now.get(id), old.get(id), coldMask, 4, 16);
        });
        let last = ids.length === 0 ? 65535 : ids.at(-1);
        let row = old.get(last) ?? this.fields.map(() => 0);
        const start = last;
        const way = (id) => (id - start - 1 + 131072) % 65536;
        const added = [...now.keys()].filter((id) => !old.has(id))
            .sort((one, other) => way(one) - way(other));
        this.count(5, added.length);
        for (const id of added) {
            this.count(6, (id - last - 1 + 131072) % 65536);
            this.quietRow(now.get(id), row, newMask, 8, 17);
            last = id;
            row = now.get(id);
        }
    }

    /** Which of some rows are chosen: how many, and for each the gap, then what belongs to it. */
    gaps(index, ids, isChosen, write) {
        this.count(index, ids.filter(isChosen).length);
        let gap = 0;
        for (const id of ids) {
            if (isChosen(id)) {
                this.count(index + 1, gap);
                write(id);
                gap = -1;
            }
            gap += 1;
        }
    }
}

/**
 * The world of a packet.
 * @param schema as `readSchema` makes it
 * @param now worlds `{tables: [Map(id → words)], scalars: words}`; old and before may be null
 * @param tail writes what follows the world's raw bits
 */
export function encodeWorld(schema, mode, now, old, before, ahead, behind, tail = () => {}) {
    const sink = mode === 1 ? new DenseSink() : new SpeedSink();
    let first = 0;
    const writers = [...schema.tables, schema.scalars].map((row) => {
        const contexts = new TableContexts(row, first);
        first = contexts.end;
        return new TableWriter(sink, contexts);
    });
    schema.tables.forEach((_, index) => {
        const from = old?.tables[index] ?? new Map();
        const older = before?.tables[index] ?? null;
        writers[index].table(now.tables[index], from, older, ahead, behind);
    });
    const scalars = writers.at(-1);
    if (schema.scalars.fields.length > 0) {
        const from = old?.scalars ?? now.scalars.map(() => 0);
        scalars.put(0, 1);
        if (before === null) {
            scalars.quietRow(now.scalars, from, scalars.contexts.coldMask, 4, 16);
        } else {
            scalars.hotRow(scalars.motion(now.scalars, from, before.scalars, ahead, behind));
        }
    }
    tail(sink.bits);
    return sink.bytes();
}
