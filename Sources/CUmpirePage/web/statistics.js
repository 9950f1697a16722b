// Counters of one client, over windows short enough to see a change and long enough to read.

const windowLength = 120;
/** Milliseconds over which a rate is taken. */
const rateSpan = 2000;

/** What a connection does. All arrays are rings: `count` is how many samples there ever were. */
export class Statistics {
    constructor() {
        this.resyncs = 0;
        this.returns = 0;
        this.lateGaps = 0;
        this.longestGap = 0;
        /** Milliseconds, NaN before the first answer. */
        this.rtt = NaN;
        /** Ticks by which the newest input came early or late, null when there was none. */
        this.lead = /** @type {number|null} */ (null);
        this.inputsSent = 0;
        this.bytesReceived = 0;
        this.snapshots = 0;
        this.times = new Float64Array(windowLength);
        this.ticks = new Float64Array(windowLength);
        this.bytes = new Float64Array(windowLength);
        this.gaps = new Float64Array(windowLength);
        this.rtts = new Float64Array(windowLength);
        this.count = 0;
        this.isAfterBreak = true;
    }

    /** The next snapshot comes after a break, which counts as no gap. */
    restart() {
        this.isAfterBreak = true;
    }

    /**
     * @param {number} tick
     * @param {number} bytes
     * @param {number} now milliseconds
     * @param {number} interval milliseconds between two snapshots, as promised
     */
    snapshotArrived(tick, bytes, now, interval) {
        const place = this.count % windowLength;
        const before = (this.count + windowLength - 1) % windowLength;
        const gap = this.isAfterBreak ? interval : now - this.times[before];
        this.isAfterBreak = false;
        this.times[place] = now;
        this.ticks[place] = tick;
        this.bytes[place] = bytes;
        this.gaps[place] = gap;
        this.rtts[place] = this.rtt;
        this.count += 1;
        this.snapshots += 1;
        this.bytesReceived += bytes;
        if (gap > 2 * interval) {
            this.lateGaps += 1;
            this.longestGap = Math.max(this.longestGap, gap);
        }
    }

    /** @param {number} bytes of a frame that is no snapshot */
    tablesArrived(bytes) {
        this.bytesReceived += bytes;
    }

    /** @param {number} milliseconds of one round trip */
    pongArrived(milliseconds) {
        this.rtt = Number.isNaN(this.rtt) ? milliseconds : this.rtt * 0.7 + milliseconds * 0.3;
    }

    /**
     * Rates of the last two seconds.
     * @param {number} now milliseconds
     */
    rates(now) {
        const used = Math.min(this.count, windowLength);
        let back = 0;
        let bytes = 0;
        while (back < used && now - this.times[this.place(back)] < rateSpan) {
            bytes += this.bytes[this.place(back)];
            back += 1;
        }
        if (back < 2) {
            return { tickRate: 0, snapshotRate: 0, bytesPerSnapshot: 0, bytesPerSecond: 0 };
        }
        const newest = this.place(0);
        const oldest = this.place(back - 1);
        const seconds = Math.max(0.001, (this.times[newest] - this.times[oldest]) / 1000);
        return {
            tickRate: (this.ticks[newest] - this.ticks[oldest]) / seconds,
            snapshotRate: (back - 1) / seconds,
            bytesPerSnapshot: bytes / back,
            bytesPerSecond: (bytes / back) * ((back - 1) / seconds),
        };
    }

    /**
     * The place in the rings of the sample `back` before the newest.
     * @param {number} back 0…119
     */
    place(back) {
        return (this.count - 1 - back + windowLength * 2) % windowLength;
    }
}

/** Samples that the rings hold. */
Statistics.windowLength = windowLength;
