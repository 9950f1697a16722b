// How far a row moved from the predecessor to the baseline.

import { formQuantity } from "./codec-fields.js";
import { FieldPlan } from "./field-plan.js";
import { sizeOf } from "./row-contexts.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */

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
        this.plans = Array.from({ length: this.width }, () => new FieldPlan());
        this.plans.forEach((plan, field) => this.fillPlan(plan, field, contexts));
        this.hasFar = this.plans.some((_, field) => this.isFar(field));
        /** How far the quantities moved that are not narrow. */
        this.farSteps = new Float64Array(this.width);
        this.moved = 0;
        this.distance = 0;
    }

    /** @param {FieldPlan} plan @param {number} field @param {TableContexts} contexts */
    fillPlan(plan, field, contexts) {
        const limit = this.limits[field];
        plan.starts = contexts.starts[field];
        if (this.forms[field] === formQuantity && limit <= narrowLimit) {
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
     * Finds how far the quantities of a row moved.
     * @param {Uint32Array} words
     * @param {number} at
     * @param {Uint32Array} before
     * @param {number} from
     */
    measure(words, at, before, from) {
        const plans = this.plans;
        const width = this.width;
        let moved = 0;
        let distance = 0;
        for (let field = 0; field < width; field += 1) {
            const difference = (words[at + field] - before[from + field]) | 0;
            const plan = plans[field];
            const step = ((difference + plan.half) & plan.turn) - plan.half;
            // No branches: which fields moved nobody can guess.
            plan.step = step;
            moved += (step | (0 - step)) >>> 31;
            distance += sizeOf(step);
        }
        this.moved = moved;
        this.distance = distance;
        if (this.hasFar) {
            this.measureFar(words, at, before, from);
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
                const step = this.shortWay(difference, field);
                this.farSteps[field] = step;
                this.plans[field].step = 1;
                this.moved += 1;
                this.distance += sizeOf(step);
            }
        }
    }

    /** Nothing moved. */
    rest() {
        for (let field = 0; field < this.width; field += 1) {
            this.plans[field].step = 0;
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
