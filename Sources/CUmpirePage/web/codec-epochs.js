// The epochs of a room, as its tables frames bring them.

import { BitReader, FrameError } from "./bits.js";
import { CodecTables, modeDense, modeSpeed } from "./codec-tables.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */

const kindTables = 3;
const headLength = 4;
const maxEpoch = 15;

/** All tables that may be used. */
export class CodecEpochs {
    /** @param {TableContexts[]} contexts */
    constructor(contexts) {
        this.contexts = contexts;
        this.reader = new BitReader();
        /** For each mode, by epoch. */
        this.tables = [modeSpeed, modeDense].map(() => (
            /** @type {(CodecTables|null)[]} */ (new Array(maxEpoch + 1).fill(null))));
        this.forget();
    }

    /** Forgets all but epoch 0. */
    forget() {
        this.tables.forEach((tables, mode) => {
            const untrained = tables[0] ?? new CodecTables(this.contexts, mode, null);
            tables.fill(null);
            tables[0] = untrained;
        });
    }

    /** @param {number} mode @param {number} epoch */
    has(mode, epoch) {
        return mode <= modeDense && epoch <= maxEpoch && this.tables[mode][epoch] !== null;
    }

    /** @param {number} mode @param {number} epoch */
    find(mode, epoch) {
        const tables = this.has(mode, epoch) ? this.tables[mode][epoch] : null;
        if (tables === null) {
            throw new FrameError(`no tables of epoch ${epoch} and mode ${mode} were sent`);
        }
        return tables;
    }

    /** @param {Uint8Array} bytes a whole tables frame */
    receive(bytes) {
        const epoch = bytes[1];
        const mode = bytes[2];
        if (bytes.length < headLength || bytes[0] !== kindTables) {
            throw new FrameError(`no tables: ${bytes.length} bytes of kind ${bytes[0]}`);
        }
        if (epoch === 0 || epoch > maxEpoch || mode > modeDense || bytes[3] !== 0) {
            throw new FrameError(`tables have the head ${bytes.subarray(0, headLength)}`);
        }
        this.reader.reset(bytes, headLength);
        const tables = new CodecTables(this.contexts, mode, this.reader);
        this.reader.finish();
        this.tables[mode][epoch] = tables;
    }
}
