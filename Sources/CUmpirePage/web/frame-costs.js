// On which fields the bytes of snapshots are spent.

import { BitReader } from "./bits.js";
import { modeDense } from "./codec-tables.js";
import { MeasuringSource } from "./measuring-source.js";
import { PrefixDecoder } from "./prefix-decoder.js";
import { RangeDecoder } from "./range-decoder.js";
import { Snapshot, SnapshotHeader, decodeRow } from "./snapshot.js";

/** @typedef {import("./codec-contexts.js").TableContexts} TableContexts */
/** @typedef {import("./delta-decoder.js").DeltaDecoder} DeltaDecoder */
/** @typedef {import("./schema.js").Schema} Schema */

/** Costs are counted in so many parts of a bit: whole numbers add up without an error. */
const bitParts = 256;
/** Of the frames that are offered, one in so many is measured. */
const measureEvery = 8;
/** What is left of the sums when another frame is added: they follow some seconds of play. */
const memory = 0.9;

const partHead = 0;
const partCues = 1;
/** The padding of the last byte, and in dense mode the range coder's last bytes. */
const partEnd = 2;

/** Decodes frames once more, with an eye on what each bit is for. */
export class FrameCosts {
    /** @param {Schema} schema @param {DeltaDecoder} decoder */
    constructor(schema, decoder) {
        this.schema = schema;
        this.decoder = decoder;
        /** Names of the parts: each table's rows as such, then its fields. */
        this.names = ["head", "cues", "end"];
        const contexts = decoder.contexts;
        this.parts = new Uint16Array(contexts[contexts.length - 1].end);
        contexts.forEach((layout, index) => this.addTable(layout, index));
        /** What the newest measured frame spent on each, and a fading sum over frames. */
        this.spent = new Float64Array(this.names.length);
        this.sums = new Float64Array(this.names.length);
        this.source = new MeasuringSource(this.parts, this.spent);
        this.bases = [new PrefixDecoder(), new RangeDecoder()];
        this.reader = new BitReader();
        this.header = new SnapshotHeader();
        this.target = new Snapshot(schema);
        this.cueWords = new Uint32Array(schema.cue.fields.length);
        this.offered = 0;
    }

    /** @param {TableContexts} layout @param {number} index of the table; the scalars come last */
    addTable(layout, index) {
        const table = this.schema.tables[index];
        const name = table === undefined ? "scalars" : table.name;
        const fields = (table ?? this.schema.scalars).fields;
        this.parts.fill(this.names.length, layout.first, layout.end);
        this.names.push(`${name} rows`);
        for (let field = 0; field < fields.length; field += 1) {
            const next = field + 1 < fields.length ? layout.flags[field + 1] : layout.end;
            this.parts.fill(this.names.length, layout.flags[field], next);
            this.names.push(`${name}.${fields[field].name}`);
        }
    }

    /**
     * Measures some of the frames that were decoded well.
     * @param {Uint8Array} bytes
     * @param {Snapshot|null} baseline
     * @param {Snapshot|null} predecessor
     */
    offer(bytes, baseline, predecessor) {
        this.offered += 1;
        if (this.offered % measureEvery === 1) {
            this.measure(bytes, baseline, predecessor);
        }
    }

    /**
     * Measures one frame.
     * @param {Uint8Array} bytes
     * @param {Snapshot|null} baseline
     * @param {Snapshot|null} predecessor
     */
    measure(bytes, baseline, predecessor) {
        const { decoder, header, reader, source, spent } = this;
        spent.fill(0);
        header.read(bytes, reader);
        const { age, predecessorAge, mode, epoch } = header;
        const base = this.bases[mode];
        source.base = base;
        spent[partHead] = reader.position * bitParts;
        decoder.decodeFrom(
            source, reader, baseline, predecessor, age, predecessorAge, mode, epoch, this.target);
        const cues = reader.position;
        this.passCues();
        spent[partCues] = (reader.position - cues) * bitParts;
        spent[partEnd] = (reader.end - reader.position) * bitParts;
        if (mode === modeDense) {
            const coder = (bytes.length * 8 - reader.end) * bitParts;
            spent[partEnd] += coder - base.decided();
        }
        for (let part = 0; part < spent.length; part += 1) {
            this.sums[part] = this.sums[part] * memory + spent[part];
        }
    }

    passCues() {
        for (let count = this.reader.readVarint(); count > 0; count -= 1) {
            this.reader.readVarint();
            decodeRow(this.reader, this.schema.cue, this.cueWords, 0);
        }
    }

    /**
     * The parts that cost the most, best first.
     * @param {number} count
     * @returns {{name: string, share: number}[]} shares of the whole, 0…1
     */
    largest(count) {
        const whole = this.sums.reduce((sum, part) => sum + part, 0);
        return this.names
            .map((name, part) => ({ name, share: this.sums[part] / (whole || 1) }))
            .filter(({ share }) => share > 0)
            .sort((one, other) => other.share - one.share)
            .slice(0, count);
    }
}
