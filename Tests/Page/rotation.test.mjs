// Rotations: what is expected of them, and what games see.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { TableView } from "../../Sources/CUmpirePage/web/interpolation.js";
import { readSchema, namedValueOf, SchemaError } from "../../Sources/CUmpirePage/web/schema.js";
import {
    RotationGuess, largestOf, numberOf, partBitsOf, readRotation, rotationWord, turnTowards,
    wordOfRotation,
} from "../../Sources/CUmpirePage/web/rotation.js";

const places = [0, 1, 2];
const parts = [0, 1, 2, 3];
const cases = JSON.parse(readFileSync(
    new URL("../../Simulations/Conformance/rotations.json", import.meta.url), "utf8"));

/** A rotation by an angle in radians around an axis of length 1. */
function around([x, y, z], angle) {
    const sine = Math.sin(angle / 2);
    return [x * sine, y * sine, z * sine, Math.cos(angle / 2)];
}

/** The angle in radians between two. */
function between(one, other) {
    const dot = parts.reduce((sum, part) => sum + one[part] * other[part], 0);
    return 2 * Math.acos(Math.min(1, Math.abs(dot)));
}

test("the same is expected of rotations as by other decoders", () => {
    assert.ok(cases.length >= 300);
    for (const { bits, older, old, ahead, behind, largest, lead, numbers, changes } of cases) {
        const guess = new RotationGuess(bits);
        guess.expect(old, older, ahead, behind, true);
        const found = {
            largest: guess.largest,
            lead: guess.lead,
            numbers: parts.map((part) => places.map((place) => guess.number(place, part))),
            changes: parts.map((part) => places.map((place) => guess.change(place, part))),
        };
        assert.deepEqual(found, { largest, lead, numbers, changes }, `${older}, ${old}`);
    }
});

test("a rotation that does not go on is expected where it was", () => {
    for (const { bits, older, old, ahead, behind } of cases) {
        const guess = new RotationGuess(bits);
        guess.expect(old, older, ahead, behind, false);
        assert.equal(guess.largest, largestOf(old, bits));
        const numbers = places.map((place) => guess.number(place, guess.largest));
        assert.equal(rotationWord(guess.largest, numbers, bits), old);
        assert.deepEqual(numbers, places.map((place) => numberOf(old, place, bits)));
    }
});

test("an even spin is expected to go on, within the error of rounding", () => {
    const axis = [2 / 7, -3 / 7, 6 / 7];
    const guess = new RotationGuess(10);
    for (let turn = 0; turn < 400; turn += 1) {
        const words = [0, 1, 2].map((step) => wordOfRotation(around(axis, turn * step / 300), 32));
        guess.expect(words[1], words[0], 1, 1, true);
        const numbers = places.map((place) => guess.number(place, guess.largest));
        const seen = [0, 0, 0, 0];
        readRotation(rotationWord(guess.largest, numbers, 10), 32, seen);
        assert.ok(between(seen, around(axis, turn / 150)) < 0.012, `after ${turn / 300} radians`);
    }
});

test("a game sees a rotation of length 1, near to the one that was sent", () => {
    const seen = new Float64Array(8);
    for (let turn = 0; turn < 60; turn += 1) {
        const sent = around([0.6, 0, -0.8], turn / 5);
        readRotation(wordOfRotation(sent.map((part) => part * 3), 29), 29, seen, 4);
        assert.ok(Math.abs(Math.hypot(...seen) - 1) < 1e-12);
        assert.ok(between(seen.subarray(4), sent) < 0.009);
    }
    assert.equal(partBitsOf(29), 9);
});

test("any word is a rotation, and what is none is not turned", () => {
    const seen = [0, 0, 0, 0];
    for (const word of [0, 0xffffffff, 0x3fffffff, 0x12345678]) {
        readRotation(word, 32, seen);
        assert.ok(Math.abs(Math.hypot(...seen) - 1) < 1e-12);
    }
    for (const value of [undefined, null, 7, "x", [], [0, 0, 0, 0], [NaN, 0, 0, 1]]) {
        readRotation(wordOfRotation(value, 32), 32, seen);
        assert.ok(between(seen, [0, 0, 0, 1]) < 0.003, String(value));
    }
});

test("the way between two rotations is the short one", () => {
    const first = Float64Array.from(around([0, 0, 1], 0.2));
    const last = Float64Array.from(around([0, 0, 1], 0.6).map((part) => -part));
    turnTowards(first, 0, last, 0.5);
    assert.ok(between(first, around([0, 0, 1], 0.4)) < 1e-9);
});

/** The first table's layout of a schema with a rotation behind a number. */
function layout(rotation) {
    const number = { name: "x", kind: "int", bits: 8, min: 0, limit: 255, hint: "interpolated" };
    return readSchema({ tables: [{ name: "t", fields: [number, rotation] }] }).tables[0];
}

const facing = { name: "facing", kind: "rotation", bits: 32, hint: "interpolated" };

function state(rows) {
    return {
        count: rows.length, ids: rows.map((_, index) => index), isNew: rows.map(() => 0),
        rows: rows.flatMap(([x, rotation]) => [x, wordOfRotation(rotation, 32)]),
    };
}

test("rotations are drawn between two snapshots, unless the entity leaps", () => {
    const view = new TableView(layout(facing));
    const first = around([0, 0, 1], 0.4);
    const last = around([0, 0, 1], 0.8);
    const older = state(Array.from({ length: 20 }, () => [10, first]));
    const newer = state(Array.from({ length: 20 }, (_, index) => [index === 7 ? 200 : 11, last]));
    const angle = (index) => between(
        view.columns.facing.subarray(4 * index, 4 * index + 4), [0, 0, 0, 1]);
    for (const [alpha, expected, leaping] of [[0, 0.4, 0.4], [0.5, 0.6, 0.8], [1, 0.8, 0.8]]) {
        view.fill(older, newer, alpha, 1);
        assert.ok(Math.abs(angle(19) - expected) < 0.006, `at ${alpha}`);
        assert.ok(Math.abs(angle(7) - leaping) < 0.006, `at ${alpha}`);
    }
    const still = new TableView(layout({ ...facing, hint: undefined }));
    still.fill(older, newer, 0.5, 1);
    assert.ok(Math.abs(between(still.columns.facing.subarray(0, 4), [0, 0, 0, 1]) - 0.4) < 0.006);
});

test("a schema's rotation has three parts of 5 to 10 bits", () => {
    for (const bits of [17, 20, 23, 26, 29, 32]) {
        const [, field] = layout({ ...facing, bits }).fields;
        assert.equal(field.limit, 2 ** bits - 1);
        const seen = namedValueOf(field, wordOfRotation([0, 1, 0, 0], bits));
        assert.ok(between(seen, [0, 1, 0, 0]) < 0.2);
    }
    for (const bits of [0, 2, 14, 16, 30, 31]) {
        assert.throws(() => layout({ ...facing, bits }), SchemaError);
    }
});
