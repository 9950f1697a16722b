// Words over the field: lines of news, and short texts that rise from a place.

const feedLength = 4000;
const feedLines = 4;
const riseLength = 900;
const risePixels = 34;

/**
 * Writes a text that is legible on any ground.
 * @param {CanvasRenderingContext2D} context with font and alignment set
 * @param {string} text
 * @param {number} x pixels
 * @param {number} y pixels
 * @param {string} color
 * @param {string} halo
 */
export function write(context, text, x, y, color, halo) {
    context.lineJoin = "round";
    context.strokeStyle = halo;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = color;
    context.fillText(text, x, y);
}

/**
 * Draws a small crown, as over who leads.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x pixels, its middle
 * @param {number} y pixels, near its foot
 * @param {string} color
 * @param {string} halo
 */
export function drawCrown(context, x, y, color, halo) {
    context.beginPath();
    context.moveTo(x - 8, y + 2);
    for (const [wayX, wayY] of [[-9, -8], [-4, -4], [0, -10], [4, -4], [9, -8], [8, 2]]) {
        context.lineTo(x + wayX, y + wayY);
    }
    context.closePath();
    context.strokeStyle = halo;
    context.lineWidth = 3;
    context.stroke();
    context.fillStyle = color;
    context.fill();
}

/** The last things that happened, in the upper left corner. */
export class Feed {
    constructor() {
        /** @type {{text: string, color: string, at: number}[]} newest last */
        this.lines = [];
    }

    /** @param {string} text @param {string} color @param {number} now milliseconds */
    add(text, color, now) {
        this.lines.push({ text, color, at: now });
        this.lines = this.lines.slice(-feedLines);
    }

    clear() {
        this.lines = [];
    }

    /** @param {CanvasRenderingContext2D} context @param {number} now @param {string} halo */
    draw(context, now, halo) {
        context.textAlign = "left";
        context.font = "600 13px system-ui, sans-serif";
        let y = 24;
        for (const line of this.lines) {
            const age = now - line.at;
            if (age < feedLength) {
                context.globalAlpha = Math.min(1, (feedLength - age) / 600);
                write(context, line.text, 16, y, line.color, halo);
                y += 20;
            }
        }
        context.globalAlpha = 1;
    }
}

/** Texts that rise from a place of the world and fade. */
export class Rising {
    constructor() {
        /** @type {{text: string, x: number, y: number, at: number}[]} */
        this.texts = [];
    }

    /** @param {string} text @param {number} x units @param {number} y @param {number} now */
    add(text, x, y, now) {
        this.texts.push({ text, x, y, at: now });
    }

    clear() {
        this.texts = [];
    }

    /**
     * @param {CanvasRenderingContext2D} context
     * @param {any} frame
     * @param {import("./camera.js").Camera} camera
     * @param {string} color
     * @param {string} halo
     */
    draw(context, frame, camera, color, halo) {
        this.texts = this.texts.filter(({ at }) => frame.now - at < riseLength);
        context.textAlign = "center";
        context.font = "800 26px system-ui, sans-serif";
        for (const { text, x, y, at } of this.texts) {
            const part = (frame.now - at) / riseLength;
            const lift = frame.isCalm ? 0 : risePixels * (1 - (1 - part) ** 2);
            context.globalAlpha = 1 - part ** 3;
            write(context, text, camera.screenX(x), camera.screenY(y) - lift, color, halo);
        }
        context.globalAlpha = 1;
    }
}
