// One socket at a time, when to open the next one, and when a keyframe will do instead.

/**
 * What to do after a socket closed.
 * @typedef {"return"|"fresh"|"later"|"stop"} NextStep
 * `return`: come back with the token; `fresh`: come back without one; `later`: after a while;
 * `stop`: only when the player asks for it
 */

/** @type {Map<number, NextStep>} what is not listed means `return` */
const nextSteps = new Map([
    [1000, "stop"],
    [1001, "later"],
    [1002, "stop"],
    [1003, "stop"],
    [1007, "stop"],
    [1008, "stop"],
    [1009, "stop"],
    [1013, "later"],
    [4403, "fresh"],
    [4409, "stop"],
    [4422, "stop"],
    [4426, "stop"],
    [4429, "later"],
    [4500, "fresh"],
]);

/**
 * @param {number} code of the close frame
 * @returns {NextStep}
 */
export function nextStep(code) {
    return nextSteps.get(code) ?? "return";
}

const firstDelay = 250;
const longestDelay = 5000;
/** Milliseconds before a server that is full or going away is asked again. */
const laterDelay = 3000;

/**
 * Milliseconds to wait before an attempt: doubled each time, each with a random part, so that the
 * players of a server that restarts do not all come at once.
 * @param {number} attempt 0 for the first
 * @param {number} [random] 0..<1
 */
export function backOff(attempt, random = Math.random()) {
    const whole = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempt, 10));
    return whole * (0.5 + random / 2);
}

/** Keyframes to ask for in a row before the client returns instead; the server's burst. */
const mostResyncs = 3;
/** Milliseconds to wait for a keyframe before asking again. */
const keyframePatience = 2000;

/**
 * Whether a client that lost the state waits for a keyframe, and how often it asked in vain. A
 * keyframe alone is no help: its hash agrees also where changes come out wrong.
 */
export class KeyframeWait {
    constructor() {
        this.reset();
    }

    /** A new seat, or a new connection. */
    reset() {
        /** What was asked; null when nothing is waited for. */
        this.request = /** @type {any} */ (null);
        this.askedAt = 0;
        this.asked = 0;
    }

    /**
     * Notes that the client asks.
     * @param {any} request
     * @param {number} now milliseconds
     * @returns {boolean} false when it did so too often in vain
     */
    begin(request, now) {
        this.request = request;
        this.askedAt = now;
        this.asked += 1;
        return this.asked <= mostResyncs;
    }

    /** @param {number} now milliseconds */
    isOverdue(now) {
        return now - this.askedAt >= keyframePatience;
    }

    /**
     * Notes that a frame was taken.
     * @param {number} age
     * @param {boolean} hasHash
     */
    took(age, hasHash) {
        this.request = null;
        if (age > 0 && hasHash) {
            this.asked = 0;
        }
    }
}

/** An open connection of this age counts as a success, and the back-off begins anew. */
const stableAfter = 5000;
const openTimeout = 10000;
/** Bytes that may wait in the socket before inputs are left out. */
const mostBuffered = 4096;

/**
 * @typedef {object} WireHandlers
 * @property {() => void} onOpen
 * @property {(text: string) => void} onText
 * @property {(bytes: Uint8Array) => void} onBinary
 * @property {(code: number, reason: string) => void} onClose not called for a socket dropped here
 */

/** Owns the socket. Events of a socket that was dropped are never heard. */
export class Wire {
    /**
     * @param {string} url
     * @param {WireHandlers} handlers
     * @param {typeof WebSocket} socketType
     */
    constructor(url, handlers, socketType) {
        this.url = url;
        this.handlers = handlers;
        this.socketType = socketType;
        this.attempt = 0;
        this.openedAt = NaN;
        /** @type {WebSocket|null} */
        this.socket = null;
        this.timer = /** @type {any} */ (null);
        this.openTimer = /** @type {any} */ (null);
    }

    get isOpen() {
        return this.socket !== null && this.socket.readyState === 1;
    }

    /** Opens a socket now, in place of any other. */
    open() {
        this.drop();
        const opened = this.createSocket();
        if (opened === null) {
            return;
        }
        this.socket = opened;
        opened.binaryType = "arraybuffer";
        opened.onopen = () => {
            clearTimeout(this.openTimer);
            this.openedAt = performance.now();
            this.handlers.onOpen();
        };
        opened.onmessage = (event) => {
            if (typeof event.data === "string") {
                this.handlers.onText(event.data);
            } else {
                this.handlers.onBinary(new Uint8Array(event.data));
            }
        };
        opened.onclose = (event) => this.lost(event.code, event.reason);
        this.openTimer = setTimeout(() => {
            this.drop();
            this.lost(1006, "no answer");
        }, openTimeout);
    }

    /** @returns {WebSocket|null} */
    createSocket() {
        try {
            const SocketType = this.socketType;
            return new SocketType(this.url);
        } catch (error) {
            this.handlers.onClose(1002, String(error));
            return null;
        }
    }

    /** @param {number} code @param {string} reason */
    lost(code, reason) {
        this.drop();
        this.handlers.onClose(code, reason);
    }

    /**
     * Opens another socket after a while.
     * @param {NextStep} step
     * @param {number} [least] milliseconds to wait at least
     * @returns {number} milliseconds until then
     */
    openLater(step, least = 0) {
        if (performance.now() - this.openedAt > stableAfter) {
            this.attempt = 0;
        }
        this.openedAt = NaN;
        let wait = backOff(this.attempt);
        if (step === "later") {
            wait += laterDelay;
        }
        wait = Math.max(wait, least);
        this.attempt += 1;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.open(), wait);
        return wait;
    }

    /** Closes the socket at once and forgets about it; the server sees a lost connection. */
    drop() {
        clearTimeout(this.timer);
        clearTimeout(this.openTimer);
        const socket = this.socket;
        this.socket = null;
        if (socket !== null) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close();
        }
    }

    /** @param {object} message @returns {boolean} whether it was handed to the socket */
    sendText(message) {
        if (!this.isOpen) {
            return false;
        }
        this.socket?.send(JSON.stringify(message));
        return true;
    }

    /** @param {Uint8Array} bytes @returns {boolean} whether it was handed to the socket */
    sendBytes(bytes) {
        if (!this.isOpen || (this.socket?.bufferedAmount ?? 0) > mostBuffered) {
            return false;
        }
        this.socket?.send(bytes);
        return true;
    }
}
