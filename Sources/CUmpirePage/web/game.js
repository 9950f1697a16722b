// The look of any game, from its schema alone; and the contract for a look of your own.
//
// A game's page module is one ES module that the server serves as `/game.js`. It exports
//
//     draw(context, frame)        draws one moment; called for each animation frame
//     input(controls, frame)      returns the input of this moment by the schema's field names
//
// and, when it likes, also
//
//     title, tagline              texts for the start
//     keys                        [["WASD", "move"], …], shown as help, or what returns it for a
//                                 schema
//     score(frame, player)        a number for the scoreboard, null for none
//     timeLeft(frame)             seconds for the clock, null to show the phase's own
//     color(player, isDark)       a CSS colour, else that of `palette.js`
//     reset()                     another room was entered
//
// It may import `/aim.js`, `/camera.js`, `/captions.js`, `/palette.js`, `/particles.js` and
// `/sound.js`.
// `controls` is a `Controls` of controls.js. `frame` is a `Frame` of interpolation.js: the world
// between two snapshots, as `frame.tables.<table>` with `count`, `ids[i]`, `columns.<field>[i]`,
// `cases.<field>`; `frame.scalars.<field>`; and `frame.cues`, what happened since the frame before.
// The page adds:
//
//     width, height               of the canvas, in CSS pixels; the context is scaled to them
//     reserved                    pixels at the bottom that fingers cover
//     now, elapsed                milliseconds; seconds since the frame before
//     me                          the own player number, null for a spectator
//     players                     Map of player number to {name, state}
//     phase, tickRate             as in the article `Protocol`
//     isDark, isCalm, isBackdrop  dark theme; reduced motion; dimly behind the start page

import { playerColor } from "./palette.js";

const turn = Math.PI * 2;
const tableHues = [212, 30, 150, 280, 0, 90];

/** The part of the world that the picture shows; grows with what is seen. */
const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
const picture = { scale: 1, left: 0, top: 0 };

/** Help for the controls that the input has a field for. @param {any} schema */
export function keys(schema) {
    const { fields } = schema.input;
    const actions = fields.filter(({ kind }) => kind === "bool");
    const names = ["Space", "Shift", "E", "Q"];
    const help = actions.slice(0, names.length).map(({ name }, place) => [names[place], name]);
    const aiming = fields.some(({ isAngle }) => isAngle) ? [["Mouse", "aim"]] : [];
    return [["WASD", "move"], ...aiming, ...help];
}

/** Another room may have another world. */
export function reset() {
    Object.assign(bounds, { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {any} frame
 */
export function draw(context, frame) {
    context.fillStyle = frame.isDark ? "#0b0e16" : "#f4f5fa";
    context.fillRect(0, 0, frame.width, frame.height);
    for (const table of frame.list) {
        include(table);
    }
    fit(frame);
    drawGround(context, frame);
    frame.list.forEach((table, index) => drawTable(context, frame, table, index));
    drawScalars(context, frame);
}

function drawGround(context, frame) {
    const { scale, left, top } = picture;
    const edge = 14;
    context.fillStyle = frame.isDark ? "#111725" : "#ffffff";
    context.strokeStyle = frame.isDark ? "#303b57" : "#c3cadd";
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(left + bounds.left * scale - edge, top + bounds.top * scale - edge,
        (bounds.right - bounds.left) * scale + edge * 2,
        (bounds.bottom - bounds.top) * scale + edge * 2, edge);
    context.fill();
    context.stroke();
}

/** The bounds are the declared ranges of x and y, or what was seen when they are not declared. */
function include(table) {
    const { x, y } = table.columns;
    if (x === undefined || y === undefined) {
        return;
    }
    for (const field of table.fields) {
        if ((field.name === "x" || field.name === "y") && field.kind !== "float32") {
            stretch(field.name, field.min);
            stretch(field.name, field.min + field.limit * field.step);
        }
    }
    for (let index = 0; index < table.count; index += 1) {
        stretch("x", x[index]);
        stretch("y", y[index]);
    }
}

function stretch(axis, value) {
    const [low, high] = axis === "x" ? ["left", "right"] : ["top", "bottom"];
    bounds[low] = Math.min(bounds[low], value);
    bounds[high] = Math.max(bounds[high], value);
}

function fit(frame) {
    const width = Math.max(1e-6, bounds.right - bounds.left);
    const height = Math.max(1e-6, bounds.bottom - bounds.top);
    const margin = 28;
    const free = frame.height - frame.reserved;
    picture.scale = Math.min(
        (frame.width - margin * 2) / width, (free - margin * 2) / height);
    picture.left = (frame.width - width * picture.scale) / 2 - bounds.left * picture.scale;
    picture.top = (free - height * picture.scale) / 2 - bounds.top * picture.scale;
}

function drawTable(context, frame, table, place) {
    const { x, y, width, height } = table.columns;
    if (x === undefined || y === undefined) {
        return;
    }
    const isBoxes = width !== undefined && height !== undefined;
    const radius = place === 0 ? 11 : 7;
    for (let index = 0; index < table.count; index += 1) {
        const atX = picture.left + x[index] * picture.scale;
        const atY = picture.top + y[index] * picture.scale;
        context.fillStyle = colorOf(frame, table.ids[index], place);
        if (isBoxes) {
            const { scale } = picture;
            context.fillRect(atX, atY, width[index] * scale, height[index] * scale);
            continue;
        }
        context.beginPath();
        context.arc(atX, atY, radius, 0, turn);
        context.fill();
        drawMarks(context, frame, table, index, atX, atY, radius);
    }
}

function colorOf(frame, id, place) {
    if (place === 0) {
        return playerColor(id, frame.isDark);
    }
    const hue = (tableHues[place % tableHues.length] + id * 3) % 360;
    return frame.isDark ? `hsl(${hue} 70% 65%)` : `hsl(${hue} 60% 42%)`;
}

/** Rings for booleans, pointers for angles, a name for players. */
function drawMarks(context, frame, table, index, x, y, radius) {
    context.strokeStyle = frame.isDark ? "#e9ecf5" : "#161a26";
    context.lineWidth = 2;
    let ring = radius;
    for (const field of table.fields) {
        const value = table.columns[field.name][index];
        if (field.kind === "bool" && value !== 0) {
            ring += 4;
            context.beginPath();
            context.arc(x, y, ring, 0, turn);
            context.stroke();
        } else if (field.isAngle) {
            const angle = (value / (2 ** field.bits * field.step)) * turn;
            context.beginPath();
            context.moveTo(x, y);
            context.lineTo(x + Math.cos(angle) * radius * 1.8, y + Math.sin(angle) * radius * 1.8);
            context.stroke();
        }
    }
    const player = table === frame.list[0] ? frame.players.get(table.ids[index]) : undefined;
    if (player !== undefined && !frame.isBackdrop) {
        context.fillStyle = context.strokeStyle;
        context.font = `${table.ids[index] === frame.me ? 700 : 400} 13px system-ui, sans-serif`;
        context.textAlign = "center";
        context.fillText(player.name, x, y - ring - 6);
    }
}

function drawScalars(context, frame) {
    if (frame.isBackdrop) {
        return;
    }
    context.fillStyle = frame.isDark ? "#a2acc2" : "#545d72";
    context.font = "13px ui-monospace, Menlo, monospace";
    context.textAlign = "left";
    let line = frame.height - 10;
    for (const name in frame.scalars) {
        context.fillText(`${name} ${frame.scalars[name]}`, 10, line);
        line -= 16;
    }
}

/**
 * @param {import("./controls.js").Controls} controls
 * @param {any} frame
 */
export function input(controls, frame) {
    const fields = frame.schema.input.fields;
    const signed = fields.filter(({ kind, isAngle, min }) => (
        kind !== "bool" && !isAngle && min < 0));
    const named = (...names) => fields.find((field) => names.includes(field.name));
    const across = named("dx", "moveX") ?? signed[0];
    const down = named("dy", "moveY") ?? signed[1];
    /** @type {Object<string, any>} */
    const values = {};
    if (across !== undefined) {
        values[across.name] = controls.moveX * largest(across);
    }
    if (down !== undefined) {
        values[down.name] = controls.moveY * largest(down);
    }
    let action = 0;
    for (const field of fields) {
        if (field.kind === "bool") {
            values[field.name] = controls.action(action);
            action += 1;
        } else if (field.isAngle) {
            values[field.name] = aim(controls, frame) * 2 ** field.bits * field.step;
        }
    }
    return values;
}

const largest = (field) => field.min + field.limit * field.step;

/** Turns from the own entity to the mouse, or where the right stick points. */
function aim(controls, frame) {
    if (controls.aimStick.isActive) {
        return Math.atan2(controls.aimStick.y, controls.aimStick.x) / turn;
    }
    const mine = frame.list[0]?.indexOf(frame.me) ?? -1;
    if (mine < 0) {
        return 0;
    }
    const { x, y } = frame.list[0].columns;
    const atX = picture.left + x[mine] * picture.scale;
    const atY = picture.top + y[mine] * picture.scale;
    return Math.atan2(controls.pointer.y - atY, controls.pointer.x - atX) / turn;
}

/** The first number that any table calls a score or points. */
export function score(frame, player) {
    for (const table of frame.list) {
        const column = table.columns.score ?? table.columns.points;
        const index = column === undefined ? -1 : table.indexOf(player);
        if (index >= 0) {
            return column[index];
        }
    }
    return null;
}

/** The scalar `ticksLeft`, when the game has one. */
export function timeLeft(frame) {
    const ticks = frame.scalars.ticksLeft;
    return typeof ticks === "number" ? ticks / frame.tickRate : null;
}
