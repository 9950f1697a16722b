// Which tick to draw now: an estimate of the server's clock that jitter does not shake.

/** Arrivals that the estimate looks at; about two seconds of snapshots. */
const windowLength = 48;
/** Milliseconds a second by which a small error is corrected, too little to be seen. */
const slewPerSecond = 60;
/** An error beyond this many milliseconds is jumped over: the server or this page stood still. */
const jumpBeyond = 300;
const mostIntervals = 6;

/**
 * Maps local time to the server's ticks.
 *
 * A snapshot can come late, never early, so the *earliest* arrivals of a window tell the clock and
 * the spread of the others tells how far in the past it is safe to draw.
 */
export class TickClock {
    /**
     * @param {number} tickRate ticks a second
     * @param {number} snapshotRate snapshots a second
     */
    constructor(tickRate, snapshotRate) {
        this.tickLength = 1000 / Math.max(1, tickRate);
        this.interval = 1000 / Math.max(1, Math.min(snapshotRate, tickRate));
        this.offsets = new Float64Array(windowLength);
        this.sorted = new Float64Array(windowLength);
        this.reset();
    }

    /** Forgets everything, as for another room. */
    reset() {
        this.count = 0;
        this.base = NaN;
        this.target = NaN;
        this.delay = 2 * this.interval;
        this.delayTarget = this.delay;
        this.lastTime = NaN;
        this.lastTick = -Infinity;
    }

    /**
     * Notes the arrival of a snapshot.
     * @param {number} tick
     * @param {number} now milliseconds
     */
    arrived(tick, now) {
        const offset = now - tick * this.tickLength;
        this.offsets[this.count % windowLength] = offset;
        this.count += 1;
        const used = Math.min(this.count, windowLength);
        this.sorted.fill(Infinity);
        for (let index = 0; index < used; index += 1) {
            this.sorted[index] = this.offsets[index];
        }
        this.sorted.sort();
        this.target = this.sorted[0];
        const spread = this.sorted[Math.floor((used - 1) * 0.95)] - this.target;
        const safe = Math.max(2 * this.interval, spread + this.interval);
        this.delayTarget = Math.min(safe, mostIntervals * this.interval);
        const isLost = used >= 8 && this.isEachLate(used);
        if (Number.isNaN(this.base) || isLost || offset < this.base - jumpBeyond) {
            this.restart(offset);
        }
    }

    /** Whether the last eight arrivals all were far later than the clock says. */
    isEachLate(used) {
        for (let back = 1; back <= Math.min(8, used); back += 1) {
            const offset = this.offsets[(this.count - back) % windowLength];
            if (offset < this.base + jumpBeyond) {
                return false;
            }
        }
        return true;
    }

    /** @param {number} offset */
    restart(offset) {
        this.offsets[0] = offset;
        this.count = 1;
        this.base = offset;
        this.target = offset;
        this.lastTick = -Infinity;
    }

    /**
     * The tick to draw, with a fraction; never goes back but after a jump.
     * @param {number} now milliseconds
     */
    tickToDraw(now) {
        const passed = Number.isNaN(this.lastTime) ? 0 : Math.max(0, now - this.lastTime);
        this.lastTime = now;
        const most = (passed * slewPerSecond) / 1000;
        this.base = towards(this.base, this.target, most);
        this.delay = towards(this.delay, this.delayTarget, most);
        const tick = (now - this.base - this.delay) / this.tickLength;
        this.lastTick = Math.max(this.lastTick, tick);
        return this.lastTick;
    }
}

/** @param {number} value @param {number} goal @param {number} most */
function towards(value, goal, most) {
    return value + Math.max(-most, Math.min(most, goal - value));
}
