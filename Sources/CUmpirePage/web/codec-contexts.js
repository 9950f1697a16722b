// What the article `Codec` calls contexts: which a table has, in which order, and what is known of
// the codes before a room has trained them.

import {
    formChoice, formOf, formRotation, groupsOf, isPredicted, isWrapping, limitOf,
} from "./codec-fields.js";

/** @typedef {import("./schema.js").Row} Row */
/** @typedef {import("./schema.js").Field} Field */

/** Contexts of a table, counted from its first, which is that of `change`. */
export const contextGoneCount = 1;
export const contextGoneGap = 2;
export const contextColdCount = 3;
export const contextColdGap = 4;
export const contextNewCount = 5;
export const contextNewGap = 6;
export const contextRowFlag = 7;
export const contextRow = 135;
export const contextExactRun = 183;

/** Flag contexts of a field, counted from its first. */
export const flagHot = 0;
export const flagCold = 4;
export const flagNew = 8;

/** Error contexts of a quantity, counted from its first. */
export const errorCold = 16;
export const errorNew = 17;
/** A choice or label of the group changes now; it changed last time. */
export const errorShaken = 18;
export const errorWasShaken = 19;
/** Error contexts of a quantity, or of one of the two halves of those of a rotation. */
export const errorContexts = 20;
/** Signs of moving fields are counted from here. */
export const signMoving = 6;

const rowFlagContexts = 128;
const rowContexts = 48;
const flagContexts = 12;
const largestContexts = 18;
const signContexts = 12;
const rowLengths = "1332";
const levelSteady = "123556688999999999999";
const levels = [
    levelSteady, levelSteady, levelSteady, levelSteady, levelSteady,
    "124446688999999999999", "223434466789999999999", "233434444667799999999",
    "334434344446677889999", "444444343444456889999", "555544443334455567899",
    "666655444433344555677", "777766554434343445555", "888877665544443434443",
    "999988776655444434342", "999999887866555544341", "923333355667889999999",
    "955544343434445568898", "666655444433344555677", "666655444433344555677",
];
const masks = ["", "11", "1323", "13353555", "1446465835575778"];
const choices = [
    "1", "11", "221", "3231", "32322", "423422", "4234332", "52345332", "523454432", "6234564432",
    "62444654432", "624455654432", "6334456554432", "63345556554432", "634445565554432",
    "6344555565554432",
];
const firstLevels = [1, 6, 3, 8, 1, 1];

/** The contexts of one table, and its fields as numbers in rows. */
export class TableContexts {
    /**
     * @param {Row} row
     * @param {number} first the table's first context
     */
    constructor(row, first) {
        const { fields } = row;
        this.first = first;
        this.width = fields.length;
        /** Bits of each context, and the lengths of its codes before training. */
        this.bits = /** @type {number[]} */ ([]);
        this.lengths = /** @type {string[]} */ ([]);
        this.add(1, masks[1]);
        firstLevels.forEach((level) => this.add(5, levels[level]));
        this.add(1, masks[1], rowFlagContexts);
        this.add(2, rowLengths, rowContexts);
        this.add(5, levels[1]);
        this.hotMask = this.addMasks();
        this.coldMask = this.addMasks();
        this.newMask = this.addMasks();
        this.forms = Uint8Array.from(fields, formOf);
        this.fieldBits = Uint8Array.from(fields, (field) => field.bits);
        this.limits = Uint32Array.from(fields, limitOf);
        this.wraps = Uint8Array.from(fields, (field) => (isWrapping(field) ? 1 : 0));
        this.groups = groupsOf(fields);
        /** First contexts of each field: of its flags, its errors or steps, and its signs. */
        this.flags = new Uint32Array(this.width);
        this.values = new Uint32Array(this.width);
        /** Of a rotation: the first of those for which part is left out. */
        this.largest = new Uint32Array(this.width);
        this.signs = new Uint32Array(this.width);
        fields.forEach((field, place) => this.addField(field, place));
        this.end = first + this.bits.length;
    }

    /** @param {number} bits @param {string} lengths @param {number} [count] */
    add(bits, lengths, count = 1) {
        const context = this.first + this.bits.length;
        for (let index = 0; index < count; index += 1) {
            this.bits.push(bits);
            this.lengths.push(lengths);
        }
        return context;
    }

    addMasks() {
        const context = this.first + this.bits.length;
        for (let left = this.width; left > 0; left -= 4) {
            this.add(4, masks[Math.min(4, left)]);
        }
        return context;
    }

    /** @param {Field} field @param {number} place */
    addField(field, place) {
        this.flags[place] = this.add(1, masks[1], flagContexts);
        const form = this.forms[place];
        const isRotation = form === formRotation;
        if (isRotation) {
            this.largest[place] = this.add(2, rowLengths, largestContexts);
        }
        if (isPredicted(form)) {
            this.values[place] = this.first + this.bits.length;
            for (let half = 0; half <= (isRotation ? 1 : 0); half += 1) {
                levels.forEach((lengths) => this.add(5, lengths));
            }
            this.signs[place] = this.add(1, masks[1], signContexts);
        } else if (form === formChoice) {
            this.values[place] = this.add(4, choices[this.limits[place]]);
        }
    }
}
