// Inputs on their way up: quantised, packed, once per tick.

import { BitWriter } from "./bits.js";
import { wordOf } from "./schema.js";

const headerLength = 11;

/** Packs the newest input and sends it when its tick comes. */
export class InputSender {
    /**
     * @param {import("./schema.js").Row} row the schema's input
     * @param {number} tickRate inputs a second
     * @param {(bytes: Uint8Array) => boolean} send
     */
    constructor(row, tickRate, send) {
        this.row = row;
        this.send = send;
        this.tickLength = 1000 / Math.max(1, tickRate);
        this.words = new Uint32Array(row.fields.length);
        this.bytes = new Uint8Array(headerLength + Math.ceil(row.bits / 8));
        this.header = new DataView(this.bytes.buffer);
        this.sequence = 0;
        this.sent = 0;
        this.nextAt = 0;
        this.ack = 0;
        this.timer = /** @type {any} */ (null);
        this.flush = this.flush.bind(this);
    }

    /**
     * Takes the newest input. It is sent now, or when the tick of the one before is over.
     * @param {Object<string, any>} values by the name of the field; a missing one counts as 0
     * @param {number} ack tick of the newest snapshot
     */
    offer(values, ack) {
        const fields = this.row.fields;
        for (let index = 0; index < fields.length; index += 1) {
            this.words[index] = wordOf(fields[index], values[fields[index].name]);
        }
        this.ack = ack;
        if (this.timer !== null) {
            return;
        }
        const wait = this.nextAt - performance.now();
        if (wait <= 1) {
            this.flush();
        } else {
            this.timer = setTimeout(this.flush, wait);
        }
    }

    /** Forgets an input that waits, as when the player leaves. */
    cancel() {
        clearTimeout(this.timer);
        this.timer = null;
    }

    flush() {
        this.timer = null;
        const now = performance.now();
        this.nextAt = Math.max(this.nextAt + this.tickLength, now + this.tickLength / 2);
        this.pack();
        if (this.send(this.bytes)) {
            this.sent += 1;
        } else {
            this.sequence = (this.sequence + 0xffff) & 0xffff;
        }
    }

    pack() {
        this.sequence = (this.sequence + 1) & 0xffff;
        this.bytes.fill(0);
        this.header.setUint8(0, 1);
        this.header.setUint16(1, this.sequence, true);
        this.header.setUint32(3, 0, true);
        this.header.setUint32(7, this.ack, true);
        const writer = new BitWriter(this.bytes, headerLength);
        for (let index = 0; index < this.words.length; index += 1) {
            writer.write(this.words[index], this.row.fields[index].bits);
        }
    }
}
