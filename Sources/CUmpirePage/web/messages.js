// The server's control messages, and what each changes in a client.

import { TickClock } from "./clock.js";
import { History } from "./history.js";
import { InputSender } from "./inputs.js";
import { Frame } from "./interpolation.js";
import { readSchema } from "./schema.js";
import { seatIsGone } from "./seat-store.js";

/** @typedef {import("./session.js").Session} Session */

/** @type {Map<string, (client: Session, message: any) => void>} */
const receivers = new Map(Object.entries({
    welcome: receiveWelcome,
    seated: receiveSeated,
    phase: receivePhase,
    roster: receiveRoster,
    verdict: receiveVerdict,
    matches: receiveMatches,
    left: (client) => client.finishLeave(),
    pong: receivePong,
    refused: receiveRefused,
}));

/**
 * Takes in one message; one of a type that is not known changes nothing.
 * @param {Session} client
 * @param {any} message
 */
export function receive(client, message) {
    receivers.get(message?.type)?.(client, message);
}

/** @param {Session} client @param {any} message */
function receiveWelcome(client, message) {
    if (message.schema !== undefined) {
        const schema = readSchema(message.schema);
        const send = (/** @type {Uint8Array} */ bytes) => client.wire.sendBytes(bytes);
        client.schema = schema;
        client.history = new History(schema);
        client.clock = new TickClock(message.tickRate, message.snapshotRate);
        client.inputs = new InputSender(schema.input, message.tickRate, send);
        client.frame = new Frame(schema);
        client.newestFrame = new Frame(schema);
    } else if (client.welcome?.schemaHash !== message.schemaHash) {
        throw new Error("the welcome carries no schema, and its hash is not the one we hold");
    }
    client.welcome = message;
    client.isGreeted = true;
    client.change("open", "");
    client.tell("onWelcome", message);
    if (client.isLeaving) {
        client.finishLeave();
    } else if (!client.isResuming) {
        enterAfterWelcome(client);
    }
}

/** Without a token, a spectator goes back to the match, and a player has lost the seat. */
function enterAfterWelcome(/** @type {Session} */ client) {
    if (client.seat?.spectator && client.wish === null) {
        client.wish = { type: "spectate", room: client.seat.room };
        client.isWatchingAgain = true;
        client.seat = null;
    } else if (client.seat !== null) {
        client.loseSeat(seatIsGone);
    }
    client.sendWish();
}

/** @param {Session} client @param {any} message */
function receiveSeated(client, message) {
    const isSameRoom = client.seat?.room === message.room || client.isWatchingAgain;
    const isOther = client.wish !== null && !client.isWishSent;
    if (!isSameRoom) {
        client.forgetRoom();
    }
    client.isResuming = false;
    client.isWatchingAgain = false;
    client.seat = {
        room: String(message.room),
        player: Number.isInteger(message.player) ? message.player : null,
        spectator: message.spectator === true,
        returned: message.returned === true,
        phase: String(message.phase),
    };
    if (typeof message.resumeToken === "string") {
        client.store.keep(client.seat.room, message.resumeToken);
    }
    if (client.phase.phase !== client.seat.phase) {
        client.phase = { phase: client.seat.phase, ticksLeft: null, heardAt: performance.now() };
    }
    if (client.seat.returned) {
        client.statistics.returns += 1;
    }
    if (isOther) {
        client.requestLeave();
        return;
    }
    client.wish = null;
    client.tell("onSeated", client.seat);
}

/** @param {Session} client @param {any} message */
function receivePhase(client, message) {
    const ticksLeft = Number.isFinite(message.ticksLeft) ? message.ticksLeft : null;
    client.phase = { phase: String(message.phase), ticksLeft, heardAt: performance.now() };
    if (client.phase.phase !== "ended") {
        client.verdict = null;
    }
    client.tell("onPhase", client.phase);
}

/** @param {Session} client @param {any} message */
function receiveRoster(client, message) {
    const seats = listOf(message.seats).filter((seat) => Number.isInteger(seat.player));
    client.roster = {
        seats: seats.map((seat) => ({
            player: seat.player,
            name: String(seat.name ?? ""),
            state: String(seat.state ?? ""),
        })),
        spectators: Number.isInteger(message.spectators) ? message.spectators : 0,
    };
    client.tell("onRoster", client.roster);
}

/** @param {Session} client @param {any} message */
function receiveVerdict(client, message) {
    const ranking = listOf(message.ranking).filter((entry) => Number.isInteger(entry.player));
    client.verdict = { ranking, reason: String(message.reason ?? "") };
    client.tell("onVerdict", client.verdict);
}

/** @param {Session} client @param {any} message */
function receiveMatches(client, message) {
    const matches = listOf(message.matches).filter((match) => typeof match.room === "string");
    client.tell("onMatches", matches);
}

/** @param {Session} client @param {any} message */
function receivePong(client, message) {
    if (message.id === client.ping.id && !Number.isNaN(client.ping.sentAt)) {
        client.statistics.pongArrived(performance.now() - client.ping.sentAt);
        client.ping.sentAt = NaN;
    }
}

/** @param {Session} client @param {any} message */
function receiveRefused(client, message) {
    if (message.of === client.wish?.type) {
        client.wish = null;
        if (client.isWatchingAgain) {
            client.isWatchingAgain = false;
            client.tell("onSeatLost", "The match that you watched is over.");
            return;
        }
    }
    if (message.of === "resync") {
        client.refusedKeyframe();
        return;
    }
    if (message.of === "leave" && client.isLeaving) {
        client.finishLeave();
        return;
    }
    client.tell("onRefused", {
        of: String(message.of ?? ""),
        code: String(message.code ?? ""),
        message: String(message.message ?? "The server refused."),
    });
}

/** @param {any} value @returns {any[]} its objects, when it is a list */
function listOf(value) {
    const list = Array.isArray(value) ? value : [];
    return list.filter((entry) => typeof entry === "object" && entry !== null);
}
