// The decoder of the article `Codec`: a packet, its baseline and its predecessor make a snapshot.

import { FrameError } from "./bits.js";
import { TableContexts, errorCold } from "./codec-contexts.js";
import { CodecEpochs } from "./codec-epochs.js";
import { modeDense } from "./codec-tables.js";
import { PrefixDecoder } from "./prefix-decoder.js";
import { RangeDecoder } from "./range-decoder.js";
import { RowDecoder } from "./row-decoder.js";
import { TableDecoder } from "./table-decoder.js";

/** @typedef {import("./bits.js").BitReader} BitReader */
/** @typedef {import("./codec-tables.js").CodecTables} CodecTables */
/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {import("./snapshot.js").Snapshot} Snapshot */
/** @typedef {import("./measuring-source.js").MeasuringSource} MeasuringSource */
/** @typedef {PrefixDecoder|RangeDecoder|MeasuringSource} Source */

let lastSerial = 0;

/** Decodes worlds; holds the tables that the server sent. */
export class DeltaDecoder {
    /** @param {Schema} schema */
    constructor(schema) {
        const rows = [...schema.tables, schema.scalars];
        let first = 0;
        /** Those of the scalars come last. */
        this.contexts = rows.map((row) => {
            const contexts = new TableContexts(row, first);
            first = contexts.end;
            return contexts;
        });
        const scalars = this.contexts[schema.tables.length];
        this.tables = this.contexts.slice(0, -1).map((contexts) => new TableDecoder(contexts));
        this.scalars = new RowDecoder(scalars, true);
        this.scalarContexts = scalars;
        this.prefixes = new PrefixDecoder();
        this.ranges = new RangeDecoder();
        this.epochs = new CodecEpochs(this.contexts);
    }

    /** Only epoch 0 is known: a new connection, or a new room. */
    forgetTables() {
        this.epochs.forget();
    }

    /**
     * Whether packets of this mode and epoch can be decoded.
     * @param {number} mode
     * @param {number} epoch
     */
    hasTables(mode, epoch) {
        return this.epochs.has(mode, epoch);
    }

    /**
     * Takes the tables of an epoch. Throws a `FrameError` and keeps what it had if they are broken.
     * @param {Uint8Array} bytes a whole tables frame
     */
    useTables(bytes) {
        this.epochs.receive(bytes);
    }

    /**
     * Decodes the world at which a reader stands; the reader goes on behind it. Throws a
     * `FrameError` when it is broken; then only the target is lost.
     * @param {BitReader} reader
     * @param {Snapshot|null} baseline null for a keyframe
     * @param {Snapshot|null} predecessor null if there is none
     * @param {number} ahead ticks from the baseline to the snapshot
     * @param {number} behind ticks from the predecessor to the baseline, 0 without one
     * @param {number} mode 0 speed, 1 dense
     * @param {number} epoch 0…15
     * @param {Snapshot} target overwritten; neither the baseline nor the predecessor
     */
    decode(reader, baseline, predecessor, ahead, behind, mode, epoch, target) {
        const source = mode === modeDense ? this.ranges : this.prefixes;
        this.decodeFrom(
            source, reader, baseline, predecessor, ahead, behind, mode, epoch, target);
    }

    /**
     * The same, with another source of symbols.
     * @param {Source} source
     * @param {BitReader} reader
     * @param {Snapshot|null} baseline
     * @param {Snapshot|null} predecessor
     * @param {number} ahead
     * @param {number} behind
     * @param {number} mode
     * @param {number} epoch
     * @param {Snapshot} target
     */
    decodeFrom(source, reader, baseline, predecessor, ahead, behind, mode, epoch, target) {
        const tables = this.epochs.find(mode, epoch);
        const older = behind === 0 ? null : predecessor;
        if ((behind !== 0 && older === null) || (older !== null && baseline === null)) {
            throw new FrameError("the packet needs a snapshot that is not held");
        }
        target.serial = 0;
        source.begin(reader, tables);
        for (let index = 0; index < this.tables.length; index += 1) {
            this.decodeTable(source, tables, baseline, older, ahead, behind, index, target);
        }
        this.decodeScalars(source, tables, baseline, older, ahead, behind, target);
        source.finish(reader);
        lastSerial += 1;
        target.serial = lastSerial;
        target.baselineSerial = baseline === null ? 0 : baseline.serial;
    }

    /**
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {CodecTables} tables
     * @param {Snapshot|null} baseline
     * @param {Snapshot|null} older
     * @param {number} ahead
     * @param {number} behind
     * @param {number} index
     * @param {Snapshot} target
     */
    decodeTable(source, tables, baseline, older, ahead, behind, index, target) {
        const decoder = this.tables[index];
        const state = target.tables[index];
        const old = baseline === null ? null : baseline.tables[index];
        state.copy(old);
        if (source.change(index, decoder.contexts.first) === 0) {
            return;
        }
        const isKnown = older !== null && older.serial !== 0
            && older.serial === baseline.baselineSerial;
        decoder.rows.begin(tables.isDense, tables.movesOn[index], ahead, behind);
        decoder.decode(source, state, old, older === null ? null : older.tables[index], isKnown);
    }

    /**
     * @param {PrefixDecoder|RangeDecoder} source
     * @param {CodecTables} tables
     * @param {Snapshot|null} baseline
     * @param {Snapshot|null} older
     * @param {number} ahead
     * @param {number} behind
     * @param {Snapshot} target
     */
    decodeScalars(source, tables, baseline, older, ahead, behind, target) {
        const { first, coldMask, width } = this.scalarContexts;
        const words = target.scalars;
        for (let field = 0; field < width; field += 1) {
            words[field] = baseline === null ? 0 : baseline.scalars[field];
        }
        if (width === 0 || source.change(this.tables.length, first) === 0) {
            return;
        }
        const movesOn = tables.movesOn[this.tables.length];
        this.scalars.begin(tables.isDense, movesOn, ahead, behind);
        if (older === null) {
            this.scalars.quietRow(source, words, 0, coldMask, errorCold);
        } else {
            this.scalars.measure(words, 0, older.scalars, 0);
            this.scalars.hot(source, words, 0);
        }
    }
}
