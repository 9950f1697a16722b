// The resume token, where a reload of the page finds it.

const key = "umpire.seat";
/** What a player hears whose token is worth nothing any more. */
export const seatIsGone = "Your seat is gone: it was given away, or the server started anew.";

/** Keeps the token of the seat this tab has. Works without storage too, until a reload. */
export class SeatStore {
    /** @param {Storage|null} [storage] left out: the tab's session storage; null: none */
    constructor(storage) {
        this.storage = storage === undefined ? tabStorage() : storage;
        this.token = "";
        this.room = "";
        try {
            const kept = JSON.parse(this.storage?.getItem(key) ?? "null");
            if (typeof kept?.token === "string" && typeof kept?.room === "string") {
                this.token = kept.token;
                this.room = kept.room;
            }
        } catch {
            this.forget();
        }
    }

    /** @param {string} room @param {string} token */
    keep(room, token) {
        this.room = room;
        this.token = token;
        try {
            this.storage?.setItem(key, JSON.stringify({ room, token }));
        } catch {
            this.storage = null;
        }
    }

    forget() {
        this.room = "";
        this.token = "";
        try {
            this.storage?.removeItem(key);
        } catch {
            this.storage = null;
        }
    }
}

/** A browser may forbid storage, and says so by throwing. @returns {Storage|null} */
function tabStorage() {
    try {
        return globalThis.sessionStorage ?? null;
    } catch {
        return null;
    }
}
