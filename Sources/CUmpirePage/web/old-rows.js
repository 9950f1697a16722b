// The old rows of one table: those that go, and those that moved before and may go on.

import { FrameError } from "./bits.js";
import { contextGoneCount, contextGoneGap } from "./codec-contexts.js";
import { RowDecoder } from "./row-decoder.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */
/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */
/** @typedef {import("./snapshot.js").TableState} TableState */

/** Entities of a table at most. */
export const maxTableEntities = 4096;

/** Reads which rows go, and decodes the hot ones; it then knows which ones are left: the cold. */
export class OldRows {
    /** @param {TableContexts} contexts */
    constructor(contexts) {
        this.contexts = contexts;
        this.rows = new RowDecoder(contexts, false);
        /** Places of old rows, ascending: those that go, and those that are not cold. */
        this.gone = new Uint16Array(maxTableEntities);
        this.passed = new Uint16Array(maxTableEntities);
        this.goneCount = 0;
        this.nextGone = 0;
        this.passedCount = 0;
    }

    /** @param {PrefixDecoder|RangeDecoder} source @param {number} oldCount */
    readGone(source, oldCount) {
        const first = this.contexts.first;
        const count = source.number(first + contextGoneCount);
        let place = -1;
        this.goneCount = 0;
        this.nextGone = 0;
        this.passedCount = 0;
        if (count > oldCount) {
            throw new FrameError(`${count} of ${oldCount} entities are gone`);
        }
        for (let index = 0; index < count; index += 1) {
            place += 1 + source.number(first + contextGoneGap);
            if (place >= oldCount) {
                throw new FrameError("an entity is gone that was not there");
            }
            this.gone[index] = place;
        }
        this.goneCount = count;
    }

    /**
     * Adds the rows that go to those that are not cold.
     * @param {number} end place that they come before
     */
    passGone(end) {
        while (this.nextGone < this.goneCount && this.gone[this.nextGone] < end) {
            this.passed[this.passedCount] = this.gone[this.nextGone];
            this.passedCount += 1;
            this.nextGone += 1;
        }
    }

    /**
     * The hot rows. When the baseline was made from the predecessor, they are among those that were
     * touched then; otherwise all are compared.
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {TableState} target
     * @param {TableState} baseline
     * @param {TableState} predecessor
     * @param {boolean} isKnown
     */
    decodeHot(source, target, baseline, predecessor, isKnown) {
        const fours = baseline.touchedFours;
        let shift = 0;
        let place = 0;
        while (place < target.count) {
            if (isKnown && (place & 3) === 0 && fours[place >>> 2] === 0) {
                place += 4;
                continue;
            }
            if (!isKnown || baseline.touched[place] === 1) {
                const from = placeOf(predecessor, target.ids[place], place + shift);
                shift = from < 0 ? shift : from - place;
                this.decodeIfHot(source, target, place, predecessor, from);
            }
            place += 1;
        }
        this.rows.endHot();
    }

    /**
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {TableState} target
     * @param {number} place of a row that may be hot
     * @param {TableState} predecessor
     * @param {number} from the row's place there, −1 when it is missing
     */
    decodeIfHot(source, target, place, predecessor, from) {
        const width = target.width;
        const at = place * width;
        if (!this.rows.isHot(target.rows, at, predecessor.rows, from < 0 ? from : from * width)) {
            return;
        }
        this.passGone(place);
        if (this.nextGone < this.goneCount && this.gone[this.nextGone] === place) {
            return;
        }
        this.passed[this.passedCount] = place;
        this.passedCount += 1;
        target.touched[place] = this.rows.hot(source, target.rows, at) ? 1 : 0;
    }
}

/**
 * The place of an id, −1 when it is not there.
 * @param {TableState} table
 * @param {number} id
 * @param {number} guess
 */
function placeOf(table, id, guess) {
    if (guess < table.count && table.ids[guess] === id) {
        return guess;
    }
    const place = table.firstFrom(id);
    return place < table.count && table.ids[place] === id ? place : -1;
}
