// Types of `umpire.js` for editors; the articles `Protocol` and `Codec` say what lies below.

import type { Schema } from "./schema.js";
import type { Statistics } from "./statistics.js";

export type ConnectionState = "connecting" | "open" | "cut" | "waiting" | "closed";

export interface Seat {
    room: string;
    /** Null for a spectator. */
    player: number | null;
    spectator: boolean;
    /** Whether the seat was ours before a break. */
    returned: boolean;
    phase: string;
}

export interface Welcome {
    server: string;
    game: string;
    protocol: number;
    /** Hz. */
    tickRate: number;
    snapshotRate: number;
    minPlayers: number;
    maxPlayers: number;
    graceSeconds: number;
    /** 16 hex digits. */
    schemaHash: string;
}

export interface Phase {
    phase: "" | "waiting" | "countdown" | "running" | "ended";
    /** Until it ends by itself; null when no end is set. */
    ticksLeft: number | null;
    /** `performance.now()` when it was told. */
    heardAt: number;
}

export interface Roster {
    seats: { player: number; name: string; state: "human" | "bot" | "dropped" }[];
    spectators: number;
}

export interface Verdict {
    /** Best first. */
    ranking: { player: number; score: number }[];
    reason: string;
}

export interface Match {
    room: string;
    phase: string;
    humans: number;
    bots: number;
    seats: number;
    spectators: number;
}

export interface Refusal {
    /** Type of the message that was refused. */
    of: string;
    code: string;
    /** One sentence with the remedy. */
    message: string;
}

export interface Options {
    /** Of the socket, absolute or relative to the page. */
    url: string;
    /** 1…24 characters. */
    name?: string;
    /** Keeps the resume token over a reload; null keeps nothing. */
    storage?: Storage | null;
    socketType?: typeof WebSocket;
    /** At each connection; nothing is seated yet. */
    onWelcome?: (welcome: Welcome) => void;
    onConnection?: (state: ConnectionState, detail: string) => void;
    onSeated?: (seat: Seat) => void;
    /** The seat was given away while the client was gone. */
    onSeatLost?: (reason: string) => void;
    onPhase?: (phase: Phase) => void;
    onRoster?: (roster: Roster) => void;
    onVerdict?: (verdict: Verdict) => void;
    onMatches?: (matches: Match[]) => void;
    onLeft?: () => void;
    onRefused?: (refusal: Refusal) => void;
}

/** One table's entities, in order of id; only the first `count` places of the arrays count. */
export interface TableView {
    readonly name: string;
    readonly count: number;
    readonly ids: Uint16Array;
    /**
     * Values by field; a bool is 0 or 1, an enum an index into `cases`. A rotation is four numbers:
     * x, y, z, w of a quaternion of length 1, the first at four times the entity's place.
     */
    readonly columns: { readonly [field: string]: Float64Array };
    readonly cases: { readonly [field: string]: readonly string[] };
    /** The place of an entity, −1 when it is not there. */
    indexOf(id: number): number;
}

/** Something that happened, with the fields of the schema's cue. */
export type Cue = { tick: number } & { [field: string]: number | string | number[] };

/** The world at a moment; the same object each time. */
export interface Frame {
    readonly tick: number;
    /** In the schema's order, and by name. */
    readonly list: readonly TableView[];
    readonly tables: { readonly [name: string]: TableView };
    readonly scalars: { readonly [field: string]: number | string | readonly number[] };
    /** Since the frame before. */
    readonly cues: readonly Cue[];
}

/** One player's connection, over all its sockets. */
export class Client {
    constructor(options: Options);
    readonly connection: ConnectionState;
    readonly seat: Seat | null;
    readonly phase: Phase;
    readonly roster: Roster;
    readonly verdict: Verdict | null;
    /** Null before the first welcome. */
    readonly schema: Schema | null;
    readonly statistics: Statistics;
    /** The world of the newest snapshot, null before the first. */
    readonly state: Frame | null;
    /** Milliseconds until the phase ends, null when nobody knows. */
    readonly phaseLeft: number | null;
    /** Opens the connection again after it was closed for good. */
    open(): void;
    /** Closes for good, without leaving: the seat is held for a while. */
    close(): void;
    /** Introduces the player under another name, 1…24 characters. */
    hello(name: string): void;
    quickMatch(): void;
    create(settings?: { private?: boolean; seats?: number }): void;
    join(room: string): void;
    spectate(room: string): void;
    /** Asks for the open matches; `onMatches` answers. */
    list(): boolean;
    rematch(): boolean;
    leave(): void;
    /** Drops the socket as if the wire had been cut, and returns after a moment. */
    cutWire(): void;
    /** Offers the input of this moment; false when there is no running match to send it to. */
    sendInput(values: { [field: string]: number | boolean | string | readonly number[] }): boolean;
    /** Measures what fields cost, or stops; `largestFields` tells. */
    measureFields(isOn: boolean): void;
    /** Where most of the snapshots' bytes go, best first; shares 0…1. */
    largestFields(count: number): { name: string; share: number }[];
    /** The world between two snapshots, null before the first. */
    sample(now: number): Frame | null;
}

/** Connects to a server. */
export function connect(options: Options): Client;
