// How far a row moved from the predecessor to the baseline.

import { formQuantity, formRotation } from "./codec-fields.js";
import { FieldPlan, GroupPlan } from "./field-plan.js";
import { RotationGuess, partBitsOf } from "./rotation.js";
import { capped as cappedSize, sizeOf } from "./row-contexts.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */

// A name of this module is known for good; an imported one is looked up each time it is used.
const capped = cappedSize;
const farthest = 65535;

/** A step of such a word, times 255, has no more than 32 bits. */
const narrowLimit = 0x3fffff;

/** The fields of a table's rows as numbers, and what the last row that was looked at did. */
export class RowMotion {
    /** @param {TableContexts} contexts */
    constructor(contexts) {
        this.width = contexts.width;
        this.forms = contexts.forms;
        this.bits = contexts.fieldBits;
        this.limits = contexts.limits;
        this.wraps = contexts.wraps;
        this.values = contexts.values;
        this.signs = contexts.signs;
        this.flags = contexts.flags;
        this.movesOn = new Uint8Array(contexts.width);
        this.groups = Array.from(new Set(contexts.groups), () => new GroupPlan());
        this.plans = Array.from(contexts.groups, (group) => new FieldPlan(this.groups[group]));
        this.plans.forEach((plan, field) => {
            plan.group.plans.push(plan);
            plan.starts = contexts.groups[field] === contexts.groups[field - 1] ? 0 : 1;
            this.fillPlan(plan, field);
        });
        this.hasFar = this.plans.some((_, field) => this.isFar(field)) ? 1 : 0;
        /** What is expected of each rotation; null for other fields. */
        this.guesses = Array.from(this.forms, (form, field) => (
            form === formRotation ? new RotationGuess(partBitsOf(this.bits[field])) : null));
        this.hasRotations = this.guesses.some((guess) => guess !== null) ? 1 : 0;
        /** How far the quantities moved that are not narrow. */
        this.farSteps = new Float64Array(this.width);
        this.moved = 0;
        this.distance = 0;
        this.ahead = 1;
        this.behind = 1;
    }

    /** @param {FieldPlan} plan @param {number} field */
    fillPlan(plan, field) {
        const limit = this.limits[field];
        const isQuantity = this.forms[field] === formQuantity;
        plan.quantity = isQuantity ? 1 : 0;
        plan.named = isQuantity || this.forms[field] === formRotation ? 0 : -1;
        if (isQuantity && limit <= narrowLimit) {
            const isWrapped = this.wraps[field] === 1;
            plan.narrow = 1;
            plan.turn = isWrapped ? limit : -1;
            plan.half = isWrapped ? (limit + 1) >>> 1 : 0;
            plan.limit = limit;
            plan.values = this.values[field];
            plan.signs = this.signs[field];
        }
    }

    /**
     * Takes what the tables say.
     * @param {Uint8Array} movesOn
     */
    learn(movesOn) {
        if (this.movesOn !== movesOn) {
            this.movesOn = movesOn;
            this.plans.forEach((plan, field) => {
                plan.movesOn = movesOn[field];
            });
        }
    }

    /**
     * Whether a row differs from that of another time, or was not there; finds how it moved then.
     * @param {Uint32Array} words
     * @param {number} at place of the row's first word
     * @param {Uint32Array} before the predecessor's words
     * @param {number} from place there; −1: the row is missing there
     */
    isHot(words, at, before, from) {
        if (from < 0) {
            this.rest();
            return true;
        }
        // Most rows that are compared are the same: they need no more than this.
        let field = 0;
        while (field < this.width && words[at + field] === before[from + field]) {
            field += 1;
        }
        if (field === this.width) {
            return false;
        }
        this.measure(words, at, before, from);
        return true;
    }

    /**
     * Finds how far the quantities of a row moved, and are expected to.
     * @param {Uint32Array} words
     * @param {number} at
     * @param {Uint32Array} before
     * @param {number} from
     */
    measure(words, at, before, from) {
        const groups = this.groups;
        const ahead = this.ahead;
        const behind = this.behind;
        let place = at | 0;
        let older = from | 0;
        let allMoved = 0;
        let farness = 0;
        for (let index = 0; index < groups.length; index += 1) {
            const group = groups[index];
            const plans = group.plans;
            let distance = 0;
            let moved = 0;
            let shaken = 0;
            for (let field = 0; field < plans.length; field += 1) {
                // No branches: which fields moved nobody can guess.
                const plan = plans[field];
                const difference = (words[place] - before[older]) | 0;
                const step = ((difference + plan.half) & plan.turn) - plan.half;
                const opposite = step >> 31;
                const size = (step ^ opposite) - opposite;
                const kept = step & ~((plan.limit - 8 * size) >> 31);
                const change = behind === 1 ? Math.imul(kept, ahead) : carried(kept, ahead, behind);
                plan.step = step;
                plan.change = change;
                distance = (distance + capped(change)) | 0;
                farness = (farness + Math.min(size, farthest)) | 0;
                moved = (moved - ((step | (0 - step)) >> 31)) | 0;
                shaken |= difference & plan.named;
                place += 1;
                older += 1;
            }
            group.distance = distance;
            group.moved = moved;
            group.shaken = shaken;
            allMoved += moved;
        }
        this.moved = allMoved;
        this.distance = farness;
        if (this.hasFar === 1) {
            this.measureFar(words, at, before, from);
        }
        if (this.hasRotations === 1) {
            this.measureRotations(words, at, before, from);
        }
    }

    /**
     * The same for quantities that are not narrow.
     * @param {Uint32Array} words
     * @param {number} at
     * @param {Uint32Array} before
     * @param {number} from
     */
    measureFar(words, at, before, from) {
        for (let field = 0; field < this.width; field += 1) {
            const difference = words[at + field] - before[from + field];
            if (difference !== 0 && this.isFar(field)) {
                const plan = this.plans[field];
                const step = this.shortWay(difference, field);
                this.farSteps[field] = step;
                plan.step = 1;
                plan.group.distance += sizeOf(this.farChangeOf(field));
                plan.group.moved += 1;
                this.moved += 1;
                this.distance += sizeOf(step);
            }
        }
    }

    /**
     * The same for rotations.
     * @param {Uint32Array} words
     * @param {number} at
     * @param {Uint32Array} before
     * @param {number} from
     */
    measureRotations(words, at, before, from) {
        for (let field = 0; field < this.width; field += 1) {
            const guess = this.guesses[field];
            const old = words[at + field];
            const older = before[from + field];
            if (guess !== null && old !== older) {
                const plan = this.plans[field];
                guess.expect(old, older, this.ahead, this.behind, this.movesOn[field] === 1);
                plan.step = 1;
                plan.group.distance += guess.meanChange;
                plan.group.moved += 1;
                this.moved += 1;
                this.distance += guess.distance;
            }
        }
    }

    /**
     * How far a quantity that is not narrow is expected to move.
     * @param {number} field
     */
    farChangeOf(field) {
        const step = this.farSteps[field];
        const isJump = Math.abs(step) * 8 > this.limits[field];
        return isJump ? 0 : Math.trunc((step * this.ahead) / this.behind);
    }

    /** Nothing moved. */
    rest() {
        for (let field = 0; field < this.width; field += 1) {
            this.plans[field].step = 0;
        }
        for (const group of this.groups) {
            group.distance = 0;
            group.moved = 0;
            group.shaken = 0;
        }
        this.moved = 0;
        this.distance = 0;
    }

    /** @param {number} field */
    isFar(field) {
        return this.forms[field] === formQuantity && this.plans[field].narrow === 0;
    }

    /** @param {number} difference of two words @param {number} field */
    shortWay(difference, field) {
        if (this.wraps[field] === 0) {
            return difference;
        }
        const half = (this.limits[field] + 1) / 2;
        return (((difference + half) & this.limits[field]) >>> 0) - half;
    }
}

/**
 * What a change comes to in another time.
 * @param {number} change
 * @param {number} ahead
 * @param {number} behind
 */
function carried(change, ahead, behind) {
    return ahead === behind ? change : (Math.imul(change, ahead) / behind) | 0;
}
