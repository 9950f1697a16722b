// Types of `delta-decoder.js` for editors, for clients that do without `umpire.js`.

import type { BitReader } from "./bits.js";
import type { Schema } from "./schema.js";
import type { Snapshot } from "./snapshot.js";

/** Decodes worlds; holds the tables that the server sent. */
export class DeltaDecoder {
    /** @param schema as `readSchema` of `schema.js` makes it */
    constructor(schema: Schema);
    /** Only epoch 0 is known: a new connection, or a new room. */
    forgetTables(): void;
    /** Whether packets of this mode and epoch can be decoded. */
    hasTables(mode: number, epoch: number): boolean;
    /** Takes a whole tables frame; throws a `FrameError` when it is broken. */
    useTables(bytes: Uint8Array): void;
    /**
     * Decodes the world at which a reader stands; the reader goes on behind it. Throws a
     * `FrameError` when it is broken; then only the target is lost.
     * @param baseline null for a keyframe
     * @param predecessor null if there is none
     * @param ahead ticks from the baseline to the snapshot
     * @param behind ticks from the predecessor to the baseline, 0 without one
     * @param mode 0 speed, 1 dense
     * @param epoch 0…15
     * @param target overwritten; neither the baseline nor the predecessor
     */
    decode(
        reader: BitReader, baseline: Snapshot | null, predecessor: Snapshot | null,
        ahead: number, behind: number, mode: number, epoch: number, target: Snapshot,
    ): void;
}
