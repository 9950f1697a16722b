// Decodes the chains of `chains` with the page's own modules, in Node:
//   chains | node Simulations/Conformance/chains.mjs
// `chains --help` says what a line holds. Exit 1: a packet led to another state, or was refused.

import { createInterface } from "node:readline";

import { BitReader, FrameError } from "../../Sources/CUmpirePage/web/bits.js";
import { DeltaDecoder } from "../../Sources/CUmpirePage/web/delta-decoder.js";
import { readSchema } from "../../Sources/CUmpirePage/web/schema.js";
import { Snapshot } from "../../Sources/CUmpirePage/web/snapshot.js";

const modes = ["speed", "dense"];

/** What a packet does not lead to. */
class Difference extends Error {}

/** @param {string} text hexadecimal */
const bytesOf = (text) => Uint8Array.from(Buffer.from(text, "hex"));

/** @param {Snapshot} snapshot @param {any} schema as the server says it */
function stateOf(snapshot, schema) {
    const tables = schema.tables.map(({ name }, index) => {
        const { ids, rows, width, count } = snapshot.tables[index];
        return [name, Array.from({ length: count }, (_, place) => (
            [ids[place], ...rows.subarray(place * width, (place + 1) * width)]))];
    });
    return { tables: Object.fromEntries(tables), scalars: [...snapshot.scalars] };
}

/**
 * Why something is refused; null if it is not.
 * @param {() => void} action
 */
function refusalOf(action) {
    try {
        action();
        return null;
    } catch (error) {
        if (error instanceof FrameError) {
            return error;
        }
        throw error;
    }
}

/** A client that reads one chain. */
class Client {
    /** @param {any} chain */
    constructor(chain) {
        this.chain = chain;
        this.schema = readSchema(chain.schema);
        this.decoder = new DeltaDecoder(this.schema);
        this.reader = new BitReader();
        // Two are held, and one is decoded into: as in the page, none is ever new.
        this.spare = [0, 1, 2].map(() => new Snapshot(this.schema));
        /** @type {{tick: number, snapshot: Snapshot}[]} the newest last */
        this.held = [];
        this.epoch = 0;
        /** What became of broken packets and tables. */
        this.refused = 0;
        this.taken = 0;
    }

    readAll() {
        const states = new Map(this.chain.states.map((state) => [state.tick, state]));
        for (const frame of this.chain.frames) {
            if (frame.epoch !== this.epoch) {
                this.epoch = frame.epoch;
                const tables = this.chain.epochs.find(({ epoch }) => epoch === frame.epoch);
                this.compareTables(tables);
                this.decoder.useTables(bytesOf(tables.frame));
            }
            this.compareBroken(frame);
            const snapshot = this.read(frame);
            this.compare(snapshot, frame, states.get(frame.tick));
        }
        return this.chain.frames.length;
    }

    /** @param {any} tables with broken frames, of which is said whether they are taken */
    compareTables({ epoch, broken = [] }) {
        const decoder = new DeltaDecoder(this.schema);
        for (const { frame, isTaken } of broken) {
            const refused = refusalOf(() => decoder.useTables(bytesOf(frame)));
            this.count(refused);
            if ((refused === null) !== isTaken) {
                throw new Difference(`epoch ${epoch}: broken tables: ${refused}: ${frame}`);
            }
        }
    }

    /** @param {any} frame with broken packets, of which is said what is made of them */
    compareBroken(frame) {
        for (const { world, viewHash } of frame.broken ?? []) {
            const snapshot = this.spare.at(-1);
            const refused = refusalOf(() => this.decode(frame, world, snapshot));
            this.count(refused);
            const made = refused === null ? snapshot.viewHash() : null;
            if (made !== viewHash) {
                throw new Difference(
                    `tick ${frame.tick}: broken: ${made} (${refused}), not ${viewHash}: ${world}`);
            }
        }
    }

    /** @param {FrameError|null} refused */
    count(refused) {
        this.refused += refused === null ? 0 : 1;
        this.taken += refused === null ? 1 : 0;
    }

    /** @param {any} frame */
    read(frame) {
        const { tick, age, world, cues } = frame;
        if (age === 0) {
            this.drop(0);
        }
        const snapshot = this.spare.pop();
        if (this.decode(frame, world, snapshot) !== cues) {
            throw new Difference(`tick ${tick}: the bits behind the world differ`);
        }
        this.drop(1);
        this.held.push({ tick, snapshot });
        return snapshot;
    }

    /**
     * Decodes a frame's world, or another in its place; returns the bits behind it.
     * @param {any} frame
     * @param {string} world
     * @param {Snapshot} target
     */
    decode({ tick, age, predecessorAge, epoch, cues }, world, target) {
        const baseline = age === 0 ? null : this.at(tick - age);
        const before = predecessorAge === 0 ? null : this.at(tick - age - predecessorAge);
        this.reader.reset(bytesOf(world));
        this.decoder.decode(
            this.reader, baseline, before, age, predecessorAge, modes.indexOf(this.chain.mode),
            epoch, target);
        const bits = Array.from(cues, () => this.reader.read(1)).join("");
        this.reader.finish();
        return bits;
    }

    /** @param {number} tick */
    at(tick) {
        const found = this.held.find((one) => one.tick === tick);
        if (found === undefined) {
            throw new Difference(`tick ${tick} is not held`);
        }
        return found.snapshot;
    }

    /** Keeps the last `count`. @param {number} count */
    drop(count) {
        while (this.held.length > count) {
            this.spare.push(this.held.shift().snapshot);
        }
    }

    /** @param {Snapshot} snapshot @param {any} frame @param {any} state or undefined */
    compare(snapshot, frame, state) {
        if (snapshot.viewHash() !== frame.viewHash) {
            throw new Difference(`tick ${frame.tick}: the viewHash differs`);
        }
        const made = state && { tick: frame.tick, ...stateOf(snapshot, this.chain.schema) };
        if (JSON.stringify(made) !== JSON.stringify(state)) {
            throw new Difference(`tick ${frame.tick}: the state differs`);
        }
    }
}

let chains = 0;
let packets = 0;
let wrong = 0;
let refused = 0;
let taken = 0;
for await (const line of createInterface({ input: process.stdin })) {
    const chain = JSON.parse(line);
    chains += 1;
    const client = new Client(chain);
    try {
        packets += client.readAll();
    } catch (error) {
        if (!(error instanceof Difference || error instanceof FrameError)) {
            throw error;
        }
        wrong += 1;
        console.log(`page: seed ${chain.seed}, ${chain.mode}: ${error.message}`);
    }
    refused += client.refused;
    taken += client.taken;
}
console.log(`page: ${chains} chains, ${packets} packets, and broken ${refused} refused, `
    + `${taken} taken: ${wrong} chains differ`);
process.exitCode = wrong > 0 || chains === 0 ? 1 : 0;
