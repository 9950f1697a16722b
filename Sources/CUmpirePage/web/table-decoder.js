// One table of a packet: what goes, what moves on, what changes, what comes.

import { FrameError } from "./bits.js";
import {
    contextColdCount, contextColdGap, contextNewCount, contextNewGap, errorCold, errorNew,
} from "./codec-contexts.js";
import { OldRows, maxTableEntities } from "./old-rows.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */
/** @typedef {import("./snapshot.js").TableState} TableState */
/** @typedef {import("./prefix-decoder.js").PrefixDecoder} PrefixDecoder */
/** @typedef {import("./range-decoder.js").RangeDecoder} RangeDecoder */

const idCount = 65536;

/** Turns the baseline's rows, which the target holds a copy of, into the new ones. */
export class TableDecoder extends OldRows {
    /** @param {TableContexts} contexts */
    constructor(contexts) {
        super(contexts);
        /** The row that was sent last. */
        this.row = new Uint32Array(contexts.width);
    }

    /**
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {TableState} target a copy of the baseline's table
     * @param {TableState|null} baseline
     * @param {TableState|null} predecessor
     * @param {boolean} isKnown whether the baseline was made from this very predecessor
     */
    decode(source, target, baseline, predecessor, isKnown) {
        this.readGone(source, target.count);
        if (predecessor !== null && baseline !== null) {
            this.decodeHot(source, target, baseline, predecessor, isKnown);
        }
        this.passGone(target.count);
        this.decodeCold(source, target);
        target.remove(this.gone, this.goneCount);
        this.decodeNew(source, target, baseline);
    }

    /** @param {PrefixDecoder|RangeDecoder} source @param {TableState} target */
    decodeCold(source, target) {
        const { first, coldMask } = this.contexts;
        const coldCount = target.count - this.passedCount;
        const count = source.number(first + contextColdCount);
        if (count > coldCount) {
            throw new FrameError(`${count} of ${coldCount} cold entities change`);
        }
        let place = -1;
        let next = 0;
        for (let index = 0; index < count; index += 1) {
            place += 1 + source.number(first + contextColdGap);
            while (next < this.passedCount && this.passed[next] <= place) {
                place += 1;
                next += 1;
            }
            if (place >= target.count) {
                throw new FrameError("an entity changes that is not there");
            }
            target.touched[place] = 1;
            this.rows.quietRow(source, target.rows, place * target.width, coldMask, errorCold);
        }
    }

    /**
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {TableState} target
     * @param {TableState|null} baseline
     */
    decodeNew(source, target, baseline) {
        const { first, newMask, width } = this.contexts;
        const row = this.row;
        const oldCount = baseline === null ? 0 : baseline.count;
        const count = source.number(first + contextNewCount);
        if (count > maxTableEntities - target.count) {
            throw new FrameError(`${count} more entities than ${target.count} are too many`);
        }
        for (let field = 0; field < width; field += 1) {
            row[field] = oldCount === 0 ? 0 : baseline.rows[(oldCount - 1) * width + field];
        }
        const last = oldCount === 0 ? idCount - 1 : baseline.ids[oldCount - 1];
        let passed = 0;
        for (let index = 0; index < count; index += 1) {
            passed += 1 + source.number(first + contextNewGap);
            if (passed > idCount) {
                throw new FrameError("the ids of new entities go round more than once");
            }
            this.rows.quietRow(source, row, 0, newMask, errorNew);
            const place = target.insert((last + passed) & (idCount - 1));
            for (let field = 0; field < width; field += 1) {
                target.rows[place * width + field] = row[field];
            }
        }
    }
}
