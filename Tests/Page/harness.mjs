// A client, and a server in memory that a test plays.

import { DeltaDecoder } from "../../Sources/CUmpirePage/web/delta-decoder.js";
import { Client } from "../../Sources/CUmpirePage/web/umpire.js";
import { Bits } from "./encoder.mjs";
import { encodeSnapshot } from "./frame-encoder.mjs";

export const schema = {
    tables: [{ name: "runners", fields: [
        {
            name: "x", kind: "float", bits: 10, min: 0, step: 0.1, limit: 1000,
            hint: "interpolated",
        },
        { name: "aim", kind: "float", bits: 8, min: 0, step: 1 / 256, limit: 255, hint: "angle" },
        { name: "isIt", kind: "bool", bits: 1 },
    ] }],
    scalars: { fields: [] },
    input: { fields: [
        { name: "dx", kind: "int", bits: 2, min: -1, limit: 2 },
        { name: "aim", kind: "float", bits: 8, min: 0, step: 1 / 256, limit: 255, hint: "angle" },
        { name: "fire", kind: "bool", bits: 1 },
    ] },
    cue: { fields: [{ name: "kind", kind: "enum", bits: 1, cases: ["tag", "fall"] }] },
};
export const world = (...rows) => ({
    tables: [new Map(rows.map(([id, ...words]) => [id, words]))],
    scalars: [],
});

/** A socket in memory; `server` is how a test plays the other side. */
export class FakeSocket {
    static all = [];
    static get newest() {
        return FakeSocket.all.at(-1);
    }

    constructor(url) {
        this.url = url;
        this.readyState = 0;
        this.bufferedAmount = 0;
        this.sent = [];
        FakeSocket.all.push(this);
    }

    send(data) {
        this.sent.push(typeof data === "string" ? JSON.parse(data) : Uint8Array.from(data));
    }

    close() {
        this.readyState = 3;
    }

    accept() {
        this.readyState = 1;
        this.onopen();
    }

    tell(message) {
        this.onmessage({ data: JSON.stringify(message) });
    }

    frame(bytes) {
        this.onmessage({ data: bytes.slice().buffer });
    }

    fail(code) {
        this.readyState = 3;
        this.onclose?.({ code, reason: "" });
    }
}

export const welcome = {
    type: "welcome", protocol: 1, server: "test", game: "tag", tickRate: 30, snapshotRate: 30,
    minPlayers: 1, maxPlayers: 8, graceSeconds: 20, schemaHash: "00000000000000aa", schema,
};
export const seated = {
    type: "seated", room: "KITE", player: 3, spectator: false, returned: false,
    resumeToken: "a".repeat(32), phase: "running", tick: 100,
};

function memory() {
    const kept = new Map();
    return {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => kept.set(key, value),
        removeItem: (key) => kept.delete(key),
    };
}

/** A client with a mocked clock for its timers; what its handlers heard is in `heard`. */
export function start(context, options = {}) {
    context.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
    context.mock.method(console, "warn", () => {});
    const heard = [];
    const hear = (name) => (...values) => heard.push([name, ...values]);
    const client = new Client({
        url: "ws://localhost/play", socketType: FakeSocket, storage: memory(),
        onSeated: hear("seated"), onSeatLost: hear("lost"), onLeft: hear("left"),
        onRefused: hear("refused"), ...options,
    });
    context.after(() => client.close());
    client.open();
    return { client, heard };
}

export function seat(client) {
    client.quickMatch();
    FakeSocket.newest.accept();
    FakeSocket.newest.tell(welcome);
    FakeSocket.newest.tell(seated);
}

export const frameOf = (tick, now, old, age, options) => (
    encodeSnapshot(schema, old, now, { tick, age, ...options }));

/** Tables of an epoch in which nothing is trained and every quantity moves on. */
export function tablesFrame(layout, epoch, mode) {
    const bits = new Bits().write(3, 8).write(epoch, 8).write(mode, 8).write(0, 8);
    const { contexts } = new DeltaDecoder(layout);
    for (const { forms } of contexts) {
        forms.filter((form) => form === 2).forEach(() => bits.write(1, 1));
    }
    contexts.forEach((table) => table.bits.forEach(() => bits.write(0, 1)));
    return bits.bytes();
}
