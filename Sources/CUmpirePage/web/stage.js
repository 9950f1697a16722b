// The canvas: its size, and the loop that draws and asks for input.

import { isCalm, isDark } from "./theme.js";

/** Seconds that one frame may take at most in the game's eyes, as after a hidden tab. */
const longestFrame = 0.1;
const mostPixelsPerPoint = 2;
/** Pixels at the bottom of an upright screen that the virtual sticks cover. */
const stickHeight = 150;
const coarse = matchMedia("(pointer: coarse)");

/** Draws the world of one client at a time with the game's module. */
export class Stage {
    /**
     * @param {HTMLElement} stage
     * @param {HTMLCanvasElement} canvas
     * @param {any} game the game's page module
     */
    constructor(stage, canvas, game) {
        this.canvas = canvas;
        this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        this.game = game;
        this.width = 1;
        this.height = 1;
        this.ratio = 1;
        this.reserved = 0;
        this.drawnAt = performance.now();
        this.hasFailed = false;
        /** @type {Map<number, {name: string, state: string}>} */
        this.players = new Map();
        this.roster = /** @type {any} */ (null);
        new ResizeObserver(() => this.resize(stage)).observe(stage);
        this.resize(stage);
    }

    /** @param {HTMLElement} stage */
    resize(stage) {
        this.width = Math.max(1, stage.clientWidth);
        this.height = Math.max(1, stage.clientHeight);
        this.reserved = coarse.matches && this.height > this.width ? stickHeight : 0;
        this.ratio = Math.min(mostPixelsPerPoint, window.devicePixelRatio || 1);
        this.canvas.width = Math.round(this.width * this.ratio);
        this.canvas.height = Math.round(this.height * this.ratio);
    }

    /** Shows nothing. */
    clear() {
        this.context.setTransform(1, 0, 0, 1, 0, 0);
        this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    }

    /** Begins another room. */
    reset() {
        this.game.reset?.();
    }

    /**
     * Draws a client's world and returns it, null when there is none yet.
     * @param {import("./umpire.js").Client} client
     * @param {number} now milliseconds
     * @param {boolean} isBackdrop
     */
    draw(client, now, isBackdrop) {
        const frame = /** @type {any} */ (client.sample(now));
        const { context } = this;
        context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
        if (frame === null) {
            context.clearRect(0, 0, this.width, this.height);
            return null;
        }
        this.complete(frame, client, now, isBackdrop);
        try {
            this.game.draw(context, frame);
        } catch (error) {
            this.failed(error);
        }
        return frame;
    }

    /** Adds to the frame what the page knows and the world does not. */
    complete(frame, client, now, isBackdrop) {
        if (this.roster !== client.roster) {
            this.roster = client.roster;
            this.players.clear();
            for (const seat of client.roster.seats) {
                this.players.set(seat.player, seat);
            }
        }
        frame.width = this.width;
        frame.height = this.height;
        frame.now = now;
        frame.elapsed = Math.min(longestFrame, Math.max(0, (now - this.drawnAt) / 1000));
        frame.me = client.seat?.player ?? null;
        frame.players = this.players;
        frame.phase = client.phase.phase;
        frame.tickRate = client.welcome.tickRate;
        frame.reserved = isBackdrop || client.seat?.spectator ? 0 : this.reserved;
        frame.isDark = isDark();
        frame.isCalm = isCalm();
        frame.isBackdrop = isBackdrop;
        this.drawnAt = now;
    }

    /**
     * Asks the game for the input of this moment.
     * @param {import("./umpire.js").Client} client
     * @param {import("./controls.js").Controls} controls
     * @param {any} frame
     */
    input(client, controls, frame) {
        if (client.seat === null || client.seat.spectator || frame === null) {
            return;
        }
        try {
            client.sendInput(this.game.input(controls, frame));
        } catch (error) {
            this.failed(error);
        }
    }

    /** A game's fault is told once, not sixty times a second. @param {any} error */
    failed(error) {
        if (!this.hasFailed) {
            this.hasFailed = true;
            console.error("the game's module failed:", error);
        }
    }
}
