// A small picture of the connection: rates in words, bytes and gaps as bars, round trips as a line.

import { Statistics } from "./statistics.js";

const samples = Statistics.windowLength;
const redrawEvery = 200;
/** Fields that are named, below the words. */
const fieldLines = 5;
const fieldsTop = 76;
const lineHeight = 16;

/** Draws a client's statistics on a canvas of its own. */
export class NetGraph {
    /** @param {HTMLCanvasElement} canvas */
    constructor(canvas) {
        this.canvas = canvas;
        this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        this.width = canvas.width;
        this.height = canvas.height;
        this.drawnAt = -Infinity;
        const ratio = Math.min(2, window.devicePixelRatio || 1);
        canvas.width = this.width * ratio;
        canvas.height = this.height * ratio;
        this.context.scale(ratio, ratio);
    }

    /**
     * Draws five times a second, and only while it is shown.
     * @param {import("./umpire.js").Client} client
     * @param {number} now milliseconds
     * @param {boolean} isDark
     */
    draw(client, now, isDark) {
        if (this.canvas.hidden || now - this.drawnAt < redrawEvery) {
            return;
        }
        this.drawnAt = now;
        const { context } = this;
        const statistics = client.statistics;
        context.clearRect(0, 0, this.width, this.height);
        context.fillStyle = isDark ? "rgb(16 20 32 / 0.72)" : "rgb(255 255 255 / 0.75)";
        context.fillRect(0, 0, this.width, this.height);
        this.drawBars(statistics, client.clock?.interval ?? 33, isDark);
        this.drawTrips(statistics, isDark);
        this.drawWords(statistics, now, isDark);
        this.drawFields(client.largestFields(fieldLines), isDark);
    }

    /** @param {Statistics} statistics @param {number} interval @param {boolean} isDark */
    drawBars(statistics, interval, isDark) {
        const { context } = this;
        const used = Math.min(statistics.count, samples);
        const width = this.width / samples;
        let most = 64;
        for (let back = 0; back < used; back += 1) {
            most = Math.max(most, statistics.bytes[statistics.place(back)]);
        }
        for (let back = 0; back < used; back += 1) {
            const place = statistics.place(back);
            const isLate = statistics.gaps[place] > 2 * interval;
            const height = (statistics.bytes[place] / most) * 46;
            const x = this.width - (back + 1) * width;
            context.fillStyle = isDark ? "#5d6bd8" : "#8b8ff0";
            context.fillRect(x, this.height - height, Math.max(1, width - 0.6), height);
            if (isLate) {
                context.fillStyle = isDark ? "#ff8a65" : "#c2410c";
                context.fillRect(x, this.height - 52, Math.max(2, width), 52);
            }
        }
    }

    /** @param {Statistics} statistics @param {boolean} isDark */
    drawTrips(statistics, isDark) {
        const { context } = this;
        const used = Math.min(statistics.count, samples);
        const scale = 40 / Math.max(100, statistics.rtt || 0);
        context.strokeStyle = isDark ? "#6ee7b7" : "#047857";
        context.lineWidth = 1.5;
        context.beginPath();
        for (let back = 0; back < used; back += 1) {
            const trip = statistics.rtts[statistics.place(back)];
            if (!Number.isNaN(trip)) {
                const x = this.width - (back + 0.5) * (this.width / samples);
                context.lineTo(x, this.height - 3 - trip * scale);
            }
        }
        context.stroke();
    }

    /** @param {Statistics} statistics @param {number} now @param {boolean} isDark */
    drawWords(statistics, now, isDark) {
        const { context } = this;
        const rates = statistics.rates(now);
        const trip = Number.isNaN(statistics.rtt) ? "–" : `${statistics.rtt.toFixed(0)} ms`;
        const kilobytes = (rates.bytesPerSecond / 1000).toFixed(1);
        const lines = [
            `tick ${rates.tickRate.toFixed(1)}/s`, `snapshot ${rates.snapshotRate.toFixed(1)}/s`,
            `${rates.bytesPerSnapshot.toFixed(0)} B/snapshot`, `${kilobytes} kB/s`,
            `rtt ${trip}`, `lead ${statistics.lead ?? "–"}`,
            `late gaps ${statistics.lateGaps}`, `resyncs ${statistics.resyncs}`,
        ];
        context.font = "12px ui-monospace, Menlo, monospace";
        context.textBaseline = "top";
        context.fillStyle = isDark ? "#e9ecf5" : "#161a26";
        lines.forEach((line, index) => {
            context.fillText(line, 10 + (index % 2) * 132, 8 + Math.floor(index / 2) * lineHeight);
        });
    }
    /**
     * What most bytes are spent on, with bars behind the names.
     * @param {{name: string, share: number}[]} fields
     * @param {boolean} isDark
     */
    drawFields(fields, isDark) {
        const { context } = this;
        fields.forEach(({ name, share }, index) => {
            const top = fieldsTop + index * lineHeight;
            context.fillStyle = isDark ? "rgb(93 107 216 / 0.35)" : "rgb(139 143 240 / 0.35)";
            context.fillRect(10, top - 1, share * (this.width - 20), lineHeight - 3);
            context.fillStyle = isDark ? "#e9ecf5" : "#161a26";
            context.fillText(`${name} ${(share * 100).toFixed(0)} %`, 12, top);
        });
    }
}
