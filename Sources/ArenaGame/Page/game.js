// How arena looks, sounds and is played in a browser. The contract is in the page's own `game.js`.

import { Aim } from "/aim.js";
import { Camera } from "/camera.js";
import { Feed, Rising, drawCrown, write } from "/captions.js";
import { playerColor } from "/palette.js";
import { Particles } from "/particles.js";
import { burst, tone } from "/sound.js";

export const title = "Arena";
export const tagline = "A top-down shootout. One click and you play; bots keep the seats warm.";
export const keys = [
    ["WASD", "move"], ["Mouse", "aim"], ["Click, Space", "fire"], ["Shift", "dash"],
];

const world = { width: 48, height: 27 };
const radius = 0.62;
const maxPlayers = 64;
const turn = Math.PI * 2;
/** A screen on which a unit would have fewer pixels follows the own fighter. */
const leastScale = 15;
const assistRange = 16;
/** How far a stick may be off before it counts as moved. */
const stickRest = 0.35;
const pickupHues = { health: 145, rapid: 40, shield: 205 };

const light = {
    ground: "#f4f5fa", floor: "#fbfcff", grid: "#edf0f8", wall: "#c3cadd", wallTop: "#d5dbea",
    text: "#161a26", soft: "#545d72", halo: "#ffffffd9", bar: "#d3d8e6", gold: "#b7791f",
};
const dark = {
    ground: "#0b0e16", floor: "#111725", grid: "#182033", wall: "#303b57", wallTop: "#3d4a6b",
    text: "#eef1f9", soft: "#a2acc2", halo: "#080b12cc", bar: "#2a3349", gold: "#ffd166",
};

const particles = new Particles();
const camera = new Camera(world.width, world.height, leastScale);
const aim = new Aim(assistRange);
const flashUntil = new Float64Array(maxPlayers);
const feed = new Feed();
const rising = new Rising();

/** Another match begins. */
export function reset() {
    particles.clear();
    flashUntil.fill(0);
    feed.clear();
    rising.clear();
    camera.shake = 0;
}

/** @param {any} frame @param {number} player */
export function score(frame, player) {
    const { fighters } = frame.tables;
    const index = fighters.indexOf(player);
    return index < 0 ? null : fighters.columns.score[index];
}

/** @param {any} frame */
export function timeLeft(frame) {
    return frame.scalars.ticksLeft / frame.tickRate;
}

/** @param {CanvasRenderingContext2D} context @param {any} frame */
export function draw(context, frame) {
    const colors = frame.isDark ? dark : light;
    for (const cue of frame.cues) {
        happened(cue, frame);
    }
    const own = frame.me === null ? -1 : frame.tables.fighters.indexOf(frame.me);
    const { x, y } = frame.tables.fighters.columns;
    camera.aim(frame, own < 0 ? null : x[own], own < 0 ? null : y[own]);
    context.fillStyle = colors.ground;
    context.fillRect(0, 0, frame.width, frame.height);
    context.save();
    camera.apply(context);
    drawFloor(context, colors);
    drawPickups(context, frame);
    particles.draw(context, frame.elapsed);
    drawBolts(context, frame);
    drawWalls(context, frame, colors);
    drawFighters(context, frame, colors);
    context.restore();
    if (!frame.isBackdrop) {
        drawNames(context, frame, colors);
        feed.draw(context, frame.now, colors.halo);
        rising.draw(context, frame, camera, colors.text, colors.halo);
        drawOwnState(context, frame, colors);
    }
}

// MARK: Cues

function happened(cue, frame) {
    const color = playerColor(cue.player, frame.isDark);
    const isMine = cue.player === frame.me || cue.other === frame.me;
    const near = isMine ? 1 : 0.35;
    const count = frame.isCalm ? 0 : 1;
    switch (cue.kind) {
        case "shot":
            tone(620, 180, 0.09, 0.3 * near, "square");
            flash(cue, frame.tables.fighters, color);
            break;
        case "hit":
            particles.burst(cue.x, cue.y, 9 * count, 9, color);
            flashUntil[cue.other & (maxPlayers - 1)] = frame.now + 110;
            camera.jolt(cue.other === frame.me ? 0.8 : 0);
            burst(1800, 0.08, 0.7 * near);
            break;
        case "kill":
            particles.burst(cue.x, cue.y, 34 * count, 16, playerColor(cue.other, frame.isDark));
            particles.burst(cue.x, cue.y, 12 * count, 8, color);
            camera.jolt(isMine ? 1.6 : 0.4);
            burst(500, 0.5, near);
            killed(cue, frame, color);
            break;
        case "pickup":
            tone(520, 1040, 0.16, 0.5 * near);
            particles.burst(cue.x, cue.y, 10 * count, 6, color);
            break;
        case "dash":
            burst(900, 0.14, 0.4 * near);
            break;
        case "spawn":
            particles.burst(cue.x, cue.y, 14 * count, 5, color);
            break;
    }
}

/** Fire at the muzzle. */
function flash(cue, fighters, color) {
    const index = fighters.indexOf(cue.player);
    if (index >= 0) {
        const way = fighters.columns.aim[index] * turn;
        const x = fighters.columns.x[index] + Math.cos(way) * 1.2;
        const y = fighters.columns.y[index] + Math.sin(way) * 1.2;
        particles.add(x, y, way, 2, 0.12, 0.42, color);
        particles.add(x, y, way, 2, 0.08, 0.24, "#ffffff");
    }
}

function killed(cue, frame, color) {
    const name = (player) => frame.players.get(player)?.name ?? "Somebody";
    feed.add(`${name(cue.player)} › ${name(cue.other)}`, color, frame.now);
    if (cue.player === frame.me) {
        rising.add("+1", cue.x, cue.y, frame.now);
    }
}

// MARK: The field

function drawFloor(context, colors) {
    context.fillStyle = colors.floor;
    context.beginPath();
    context.roundRect(0, 0, world.width, world.height, 0.6);
    context.fill();
    context.strokeStyle = colors.grid;
    context.lineWidth = 0.06;
    context.beginPath();
    for (let x = 3; x < world.width; x += 3) {
        context.moveTo(x, 0);
        context.lineTo(x, world.height);
    }
    for (let y = 3; y < world.height; y += 3) {
        context.moveTo(0, y);
        context.lineTo(world.width, y);
    }
    context.stroke();
    context.strokeStyle = colors.wall;
    context.lineWidth = 0.14;
    context.beginPath();
    context.roundRect(0, 0, world.width, world.height, 0.6);
    context.stroke();
}

function drawWalls(context, frame, colors) {
    const { count, columns: { x, y, width, height } } = frame.tables.walls;
    for (let index = 0; index < count; index += 1) {
        context.fillStyle = colors.wall;
        context.beginPath();
        context.roundRect(x[index], y[index], width[index], height[index], 0.25);
        context.fill();
        context.fillStyle = colors.wallTop;
        context.beginPath();
        const face = Math.max(0.2, height[index] - 0.25);
        context.roundRect(x[index], y[index], width[index], face, 0.25);
        context.fill();
    }
}

function drawPickups(context, frame) {
    const { count, cases, columns: { x, y, kind } } = frame.tables.pickups;
    for (let index = 0; index < count; index += 1) {
        const name = cases.kind[kind[index]];
        const hue = pickupHues[name] ?? 300;
        const lift = frame.isCalm ? 0 : Math.sin(frame.now / 320 + index) * 0.1;
        context.save();
        context.translate(x[index], y[index] + lift);
        context.fillStyle = `hsl(${hue} 75% ${frame.isDark ? 60 : 40}% / 0.18)`;
        context.beginPath();
        context.arc(0, 0, 0.85, 0, turn);
        context.fill();
        context.fillStyle = `hsl(${hue} 75% ${frame.isDark ? 62 : 40}%)`;
        context.beginPath();
        drawIcon(context, name);
        context.fill();
        context.restore();
    }
}

function drawIcon(context, name) {
    if (name === "health") {
        context.rect(-0.14, -0.45, 0.28, 0.9);
        context.rect(-0.45, -0.14, 0.9, 0.28);
    } else if (name === "rapid") {
        context.moveTo(0.12, -0.55);
        context.lineTo(-0.34, 0.1);
        context.lineTo(-0.02, 0.1);
        context.lineTo(-0.12, 0.55);
        context.lineTo(0.34, -0.1);
        context.lineTo(0.02, -0.1);
    } else {
        context.moveTo(0, -0.52);
        context.lineTo(0.44, -0.34);
        context.quadraticCurveTo(0.44, 0.3, 0, 0.55);
        context.quadraticCurveTo(-0.44, 0.3, -0.44, -0.34);
    }
    context.closePath();
}

/** A glowing streak is a tail, a body, a core and a halo; shadows would cost far more. */
function drawBolts(context, frame) {
    const { count, columns } = frame.tables.bolts;
    const { x, y, owner } = columns;
    context.lineCap = "round";
    context.globalCompositeOperation = frame.isDark ? "lighter" : "source-over";
    for (let index = 0; index < count; index += 1) {
        const [headX, headY] = [x[index], y[index]];
        const wayX = -Math.cos(columns.aim[index] * turn);
        const wayY = -Math.sin(columns.aim[index] * turn);
        const color = playerColor(owner[index], frame.isDark);
        stroke(context, headX, headY, wayX * 2.4, wayY * 2.4, 0.16, color, 0.35);
        stroke(context, headX, headY, wayX * 0.9, wayY * 0.9, 1.15, color, 0.09);
        stroke(context, headX, headY, wayX * 0.9, wayY * 0.9, 0.66, color, 0.18);
        stroke(context, headX, headY, wayX * 0.9, wayY * 0.9, 0.32, color, 0.9);
        stroke(context, headX, headY, wayX * 0.45, wayY * 0.45, 0.13, "#ffffff", 1);
    }
    context.globalAlpha = 1;
    context.globalCompositeOperation = "source-over";
}

function stroke(context, x, y, wayX, wayY, width, color, alpha) {
    context.globalAlpha = alpha;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + wayX, y + wayY);
    context.stroke();
}

// MARK: Fighters

function drawFighters(context, frame, colors) {
    const { fighters } = frame.tables;
    const { x, y, respawn, dashing } = fighters.columns;
    for (let index = 0; index < fighters.count; index += 1) {
        if (respawn[index] > 0) {
            continue;
        }
        const player = fighters.ids[index];
        const isMine = player === frame.me;
        const color = playerColor(player, frame.isDark);
        if (dashing[index] !== 0 && !frame.isCalm) {
            particles.add(x[index], y[index], 0, 0, 0.28, radius, color);
        }
        context.save();
        context.translate(x[index], y[index]);
        drawMarks(context, frame, fighters.columns, index, colors, isMine);
        const isSteered = isMine && frame.phase === "running";
        context.rotate((isSteered ? aim.angle : fighters.columns.aim[index]) * turn);
        context.fillStyle = colors.text;
        context.beginPath();
        context.roundRect(0.2, -0.2, 0.95, 0.4, 0.12);
        context.fill();
        const isFlashing = flashUntil[player & (maxPlayers - 1)] > frame.now;
        context.fillStyle = isFlashing ? "#ffffff" : color;
        context.beginPath();
        context.arc(0, 0, radius, 0, turn);
        context.fill();
        context.strokeStyle = isMine ? colors.text : colors.halo;
        context.lineWidth = isMine ? 0.14 : 0.08;
        context.stroke();
        context.restore();
    }
}

/** Health as an arc, the shield as a ring, rapid fire as dashes around. */
function drawMarks(context, frame, columns, index, colors, isMine) {
    const health = Math.max(0, columns.health[index]) / 100;
    context.lineWidth = 0.16;
    context.lineCap = "round";
    context.strokeStyle = colors.bar;
    context.beginPath();
    context.arc(0, 0, 0.96, turn * 0.125, turn * 0.375);
    context.stroke();
    if (health > 0) {
        context.strokeStyle = `hsl(${health * 130} 75% ${frame.isDark ? 58 : 40}%)`;
        context.beginPath();
        context.arc(0, 0, 0.96, turn * (0.375 - 0.25 * health), turn * 0.375);
        context.stroke();
    }
    if (isMine) {
        context.fillStyle = frame.isDark ? "rgb(255 255 255 / 0.08)" : "rgb(20 30 80 / 0.07)";
        context.beginPath();
        context.arc(0, 0, 1.5, 0, turn);
        context.fill();
    }
    if (columns.shielded[index] !== 0) {
        ring(context, 1.22, `hsl(${pickupHues.shield} 85% ${frame.isDark ? 68 : 45}%)`, 0);
    }
    if (columns.rapid[index] !== 0) {
        ring(context, 0.8, `hsl(${pickupHues.rapid} 90% 50%)`, 0.3);
    }
}

function ring(context, size, color, dash) {
    context.setLineDash(dash > 0 ? [dash, dash] : []);
    context.strokeStyle = color;
    context.lineWidth = 0.1;
    context.beginPath();
    context.arc(0, 0, size, 0, turn);
    context.stroke();
    context.setLineDash([]);
}

function drawNames(context, frame, colors) {
    const { fighters } = frame.tables;
    const { x, y, respawn, score } = fighters.columns;
    const most = leadingScore(fighters);
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    for (let index = 0; index < fighters.count; index += 1) {
        const player = frame.players.get(fighters.ids[index]);
        if (respawn[index] > 0 || player === undefined) {
            continue;
        }
        const isMine = fighters.ids[index] === frame.me;
        const color = isMine ? colors.text : colors.soft;
        context.font = `${isMine ? 700 : 500} 13px system-ui, sans-serif`;
        const atX = camera.screenX(x[index]);
        const atY = camera.screenY(y[index] - 1.2);
        write(context, isMine ? "You" : player.name, atX, atY, color, colors.halo);
        if (score[index] === most) {
            drawCrown(context, atX, atY - 15, colors.gold, colors.halo);
        }
    }
}

/** What the first have; nobody wears a crown before the first hit. */
function leadingScore({ count, columns }) {
    let most = 1;
    for (let index = 0; index < count; index += 1) {
        most = Math.max(most, columns.score[index]);
    }
    return most;
}

function drawOwnState(context, frame, colors) {
    const { fighters } = frame.tables;
    const own = frame.me === null ? -1 : fighters.indexOf(frame.me);
    const isAway = own >= 0 && fighters.columns.respawn[own] > 0;
    if (!isAway || frame.phase !== "running") {
        return;
    }
    const seconds = fighters.columns.respawn[own] / frame.tickRate;
    context.textAlign = "center";
    context.font = "800 34px system-ui, sans-serif";
    const text = `Back in ${seconds.toFixed(1)}`;
    write(context, text, frame.width / 2, frame.height * 0.42, colors.text, colors.halo);
}

// MARK: Input

/** @param {any} controls @param {any} frame */
export function input(controls, frame) {
    const moveX = Math.abs(controls.moveX) < stickRest ? 0 : Math.sign(controls.moveX);
    const moveY = Math.abs(controls.moveY) < stickRest ? 0 : Math.sign(controls.moveY);
    const { fighters, walls } = frame.tables;
    const { x, y, respawn } = fighters.columns;
    const own = frame.me === null ? -1 : fighters.indexOf(frame.me);
    if (own >= 0) {
        const from = { x: x[own], y: y[own] };
        const isEnemy = (index) => index !== own && respawn[index] <= 0;
        const isMoving = moveX !== 0 || moveY !== 0;
        aim.update(controls, frame, camera, from, () => (
            aim.nearest(from, isMoving, fighters, isEnemy, walls)));
    }
    return { moveX, moveY, aim: aim.angle, fire: controls.action(0), dash: controls.action(1) };
}
