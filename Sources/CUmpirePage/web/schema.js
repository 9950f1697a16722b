// The schema of a game as the server describes it in `welcome`: what each bit of a row means.

import { readRotation, wordOfRotation } from "./rotation.js";

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {"bool"|"int"|"float"|"float32"|"enum"|"rotation"} kind
 * @property {number} bits width of a raw row word, 0…32
 * @property {number} min value of row word 0
 * @property {number} step value of one more in the row word
 * @property {number} limit greatest row word
 * @property {string[]} cases names of an enum's values
 * @property {boolean} isInterpolated whether it may be drawn between two snapshots
 * @property {boolean} isAngle whether it wraps around
 *
 * @typedef {object} Row
 * @property {Field[]} fields
 * @property {number} bits width of a whole raw row
 *
 * @typedef {Row & {name: string}} TableLayout
 *
 * @typedef {object} Schema
 * @property {TableLayout[]} tables
 * @property {Row} scalars
 * @property {Row} input
 * @property {Row} cue
 */

const maxTables = 64;
const maxFields = 256;

/** A schema that cannot be used; the message says why. */
export class SchemaError extends Error {
    /** @param {string} message */
    constructor(message) {
        super(message);
        this.name = "SchemaError";
    }
}

/**
 * Checks and completes a schema descriptor.
 * @param {any} descriptor the `schema` of `welcome`
 * @returns {Schema}
 */
export function readSchema(descriptor) {
    const tables = descriptor?.tables;
    if (!Array.isArray(tables) || tables.length > maxTables) {
        throw new SchemaError(`a schema has at most ${maxTables} tables, in a list`);
    }
    return {
        tables: tables.map((table) => ({ name: String(table?.name), ...readRow(table) })),
        scalars: readRow(descriptor.scalars),
        input: readRow(descriptor.input),
        cue: readRow(descriptor.cue),
    };
}

/** @param {any} descriptor @returns {Row} */
function readRow(descriptor) {
    const list = descriptor?.fields ?? [];
    if (!Array.isArray(list) || list.length > maxFields) {
        throw new SchemaError(`a row has at most ${maxFields} fields, in a list`);
    }
    const fields = list.map(readField);
    return { fields, bits: fields.reduce((sum, field) => sum + field.bits, 0) };
}

/** @param {any} descriptor @returns {Field} */
function readField(descriptor) {
    const name = String(descriptor?.name);
    const { kind, bits, hint } = descriptor ?? {};
    if (!Number.isInteger(bits) || bits < 0 || bits > 32) {
        throw new SchemaError(`the field ${name} has ${bits} bits; 0…32 are possible`);
    }
    if (!["bool", "int", "float", "float32", "enum", "rotation"].includes(kind)) {
        throw new SchemaError(`the field ${name} is of the unknown kind ${kind}`);
    }
    if (kind === "rotation" && (bits < 17 || bits % 3 !== 2)) {
        throw new SchemaError(`the rotation ${name} has ${bits} bits; 17, 20 … 32 are possible`);
    }
    const greatest = 2 ** bits - 1;
    return {
        name,
        kind,
        bits,
        min: finite(descriptor.min, 0),
        step: kind === "float" ? finite(descriptor.step, 1) : 1,
        limit: Math.min(greatest, Math.max(0, finite(descriptor.limit, greatest))),
        cases: Array.isArray(descriptor.cases) ? descriptor.cases.map(String) : [],
        isInterpolated: hint === "interpolated" || hint === "angle",
        isAngle: hint === "angle" && kind !== "rotation",
    };
}

/** @param {any} value @param {number} fallback */
function finite(value, fallback) {
    return Number.isFinite(value) ? value : fallback;
}

const floatBits = new Uint32Array(1);
const floatValue = new Float32Array(floatBits.buffer);

/**
 * The number a row word stands for; a bool is 0 or 1, an enum the index of its case.
 * @param {Field} field
 * @param {number} word
 */
export function valueOf(field, word) {
    switch (field.kind) {
        case "int":
            return field.min + word;
        case "float":
            return field.min + word * field.step;
        case "float32":
            floatBits[0] = word;
            return floatValue[0];
        case "bool":
            return word === 0 ? 0 : 1;
        default:
            return word;
    }
}

/**
 * The same for people and games: an enum is the name of its case, a rotation a list x, y, z, w.
 * @param {Field} field
 * @param {number} word
 * @returns {number|string|number[]}
 */
export function namedValueOf(field, word) {
    if (field.kind === "rotation") {
        const rotation = [0, 0, 0, 0];
        readRotation(word, field.bits, rotation);
        return rotation;
    }
    return field.kind === "enum" ? (field.cases[word] ?? "") : valueOf(field, word);
}

/**
 * The row word nearest to a value; what is no number counts as 0, what is no rotation as none.
 * @param {Field} field
 * @param {any} value number, boolean, name of an enum's case, or x, y, z, w of a rotation
 */
export function wordOf(field, value) {
    if (field.kind === "rotation") {
        return wordOfRotation(value, field.bits);
    }
    if (field.kind === "bool") {
        return value ? 1 : 0;
    }
    if (field.kind === "enum" && typeof value === "string") {
        return Math.max(0, field.cases.indexOf(value));
    }
    const number = Number.isFinite(value) ? value : 0;
    if (field.kind === "float32") {
        floatValue[0] = number;
        return floatBits[0];
    }
    let word = Math.round((number - (field.kind === "enum" ? 0 : field.min)) / field.step);
    if (field.isAngle) {
        const turn = 2 ** field.bits;
        word = ((word % turn) + turn) % turn;
    }
    return Math.min(field.limit, Math.max(0, word));
}
