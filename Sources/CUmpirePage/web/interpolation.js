// Values between two snapshots, as columns of numbers that a game draws.

import { readRotation, turnTowards } from "./rotation.js";
import { namedValueOf, valueOf } from "./schema.js";

/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {import("./snapshot.js").Snapshot} Snapshot */
/** @typedef {import("./snapshot.js").TableState} TableState */

/** An entity that moves more than this part of a field's range in one interval was put there. */
const leap = 1 / 8;

const newerRotation = new Float64Array(4);

/** One table's entities, in order of id. Columns may be replaced when the table grows. */
export class TableView {
    /** @param {import("./schema.js").TableLayout} layout */
    constructor(layout) {
        this.name = layout.name;
        this.fields = layout.fields;
        /** Entities; only so many places of `ids` and of the columns count. */
        this.count = 0;
        this.ids = new Uint16Array(0);
        /** Values by field; a bool is 0 or 1, an enum an index, a rotation four numbers.
         * @type {Object<string, Float64Array>} */
        this.columns = Object.create(null);
        /** @type {Object<string, string[]>} names of an enum's values, by field */
        this.cases = Object.create(null);
        for (const field of layout.fields) {
            this.cases[field.name] = field.cases;
        }
        this.reserve(16);
    }

    /** @param {number} count */
    reserve(count) {
        if (count <= this.ids.length) {
            return;
        }
        const capacity = Math.max(count, this.ids.length * 2);
        this.ids = new Uint16Array(capacity);
        for (const field of this.fields) {
            const size = field.kind === "rotation" ? 4 : 1;
            this.columns[field.name] = new Float64Array(size * capacity);
        }
    }

    /**
     * The place of an entity, −1 when it is not there.
     * @param {number} id
     */
    indexOf(id) {
        for (let index = 0; index < this.count; index += 1) {
            if (this.ids[index] === id) {
                return index;
            }
        }
        return -1;
    }

    /**
     * @param {TableState} older
     * @param {TableState} newer
     * @param {number} alpha 0: older, 1: newer
     * @param {number} intervals snapshots that should lie between the two
     */
    fill(older, newer, alpha, intervals) {
        this.reserve(newer.count);
        this.count = newer.count;
        let partner = 0;
        for (let index = 0; index < newer.count; index += 1) {
            const id = newer.ids[index];
            this.ids[index] = id;
            while (partner < older.count && older.ids[partner] < id) {
                partner += 1;
            }
            const isPaired = newer.isNew[index] === 0 && partner < older.count
                && older.ids[partner] === id;
            const from = isPaired ? older : newer;
            const start = isPaired ? partner : index;
            this.fillEntity(from, start, newer, index, alpha, intervals);
        }
    }

    /** Fields that are not interpolated keep the older value until the newer one's time comes. */
    fillEntity(older, start, newer, index, alpha, intervals) {
        const fields = this.fields;
        const from = start * fields.length;
        const to = index * fields.length;
        const isLeap = older !== newer && this.leaps(older, from, newer, to, intervals);
        for (let place = 0; place < fields.length; place += 1) {
            const field = fields[place];
            if (field.kind === "rotation") {
                const [word, last] = [older.rows[from + place], newer.rows[to + place]];
                this.fillRotation(field, word, last, index, wayOf(field, alpha, isLeap));
                continue;
            }
            const first = valueOf(field, older.rows[from + place]);
            let value = first;
            if (alpha > 0 && (field.isInterpolated || alpha >= 1)) {
                const last = valueOf(field, newer.rows[to + place]);
                if (alpha >= 1 || isLeap) {
                    value = last;
                } else {
                    value = first + shortWay(field, last - first) * alpha;
                }
            }
            this.columns[field.name][index] = value;
        }
    }

    /**
     * @param {import("./schema.js").Field} field
     * @param {number} first word
     * @param {number} last word
     * @param {number} index
     * @param {number} alpha 0: the first, 1: the last
     */
    fillRotation(field, first, last, index, alpha) {
        const column = this.columns[field.name];
        readRotation(alpha >= 1 ? last : first, field.bits, column, 4 * index);
        if (alpha > 0 && alpha < 1) {
            readRotation(last, field.bits, newerRotation);
            turnTowards(column, 4 * index, newerRotation, alpha);
        }
    }

    /** Whether the entity went farther than anything moves, as when it starts again elsewhere. */
    leaps(older, from, newer, to, intervals) {
        for (let place = 0; place < this.fields.length; place += 1) {
            const field = this.fields[place];
            const isLong = !field.isAngle && !["float32", "rotation"].includes(field.kind);
            if (field.isInterpolated && isLong) {
                const distance = Math.abs(newer.rows[to + place] - older.rows[from + place]);
                if (distance > field.limit * leap * intervals) {
                    return true;
                }
            }
        }
        return false;
    }
}

/**
 * How far a field has gone: not at all if nothing lies between, all the way at a leap.
 * @param {import("./schema.js").Field} field
 * @param {number} alpha
 * @param {boolean} isLeap
 */
function wayOf(field, alpha, isLeap) {
    if (alpha <= 0 || (alpha < 1 && !field.isInterpolated)) {
        return 0;
    }
    return isLeap ? 1 : alpha;
}

/**
 * The difference to go, for an angle the short way around.
 * @param {import("./schema.js").Field} field
 * @param {number} difference
 */
function shortWay(field, difference) {
    if (!field.isAngle) {
        return difference;
    }
    const turn = 2 ** field.bits * field.step;
    return difference - turn * Math.round(difference / turn);
}

/** The world as it is drawn at one moment. One object serves every moment. */
export class Frame {
    /** @param {Schema} schema */
    constructor(schema) {
        this.schema = schema;
        this.tick = 0;
        /** @type {TableView[]} in the schema's order */
        this.list = schema.tables.map((layout) => new TableView(layout));
        /** @type {Object<string, TableView>} */
        this.tables = Object.create(null);
        for (const view of this.list) {
            this.tables[view.name] = view;
        }
        /** @type {Object<string, number|string|number[]>} */
        this.scalars = Object.create(null);
        /** @type {import("./history.js").Cue[]} what happened since the frame before */
        this.cues = [];
    }

    /**
     * @param {Snapshot} older
     * @param {Snapshot} newer
     * @param {number} alpha 0: older, 1: newer
     * @param {number} intervals snapshots that should lie between the two
     */
    fill(older, newer, alpha, intervals) {
        this.tick = older.tick + (newer.tick - older.tick) * alpha;
        for (let index = 0; index < this.list.length; index += 1) {
            const table = this.list[index];
            table.fill(older.tables[index], newer.tables[index], alpha, intervals);
        }
        const words = (alpha >= 1 ? newer : older).scalars;
        for (let index = 0; index < words.length; index += 1) {
            const field = this.schema.scalars.fields[index];
            this.scalars[field.name] = namedValueOf(field, words[index]);
        }
    }
}

/**
 * Fills a frame with the world at a moment between two of the history's snapshots.
 * @param {import("./history.js").History} history with one snapshot at least
 * @param {import("./clock.js").TickClock} clock
 * @param {number} now milliseconds
 * @param {Frame} frame
 */
export function sampleHistory(history, clock, now, frame) {
    const tick = clock.tickToDraw(now);
    let back = 0;
    while (back + 1 < history.length && history.at(back).tick > tick) {
        back += 1;
    }
    const older = history.at(back);
    const newer = history.at(Math.max(0, back - 1));
    const span = newer.tick - older.tick;
    const alpha = span > 0 ? Math.min(1, Math.max(0, (tick - older.tick) / span)) : 1;
    const intervals = Math.max(1, (span * clock.tickLength) / clock.interval);
    frame.fill(older, newer, alpha, intervals);
    takeCues(history, tick, 1000 / clock.tickLength, frame);
}

/** Cues older than a second were not shown in time, as in a hidden tab, and are skipped. */
function takeCues(history, tick, tickRate, frame) {
    frame.cues.length = 0;
    let cue = history.takeCue(tick);
    while (cue !== null) {
        if (cue.tick > tick - tickRate) {
            frame.cues.push(cue);
        }
        cue = history.takeCue(tick);
    }
}
