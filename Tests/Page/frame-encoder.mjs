// Whole snapshot frames, written for these tests from the article `Protocol`.

import { readSchema } from "../../Sources/CUmpirePage/web/schema.js";
import { encodeWorld } from "./codec-encoder.mjs";
import { Bits, hashOf } from "./encoder.mjs";

/**
 * One snapshot frame.
 * @param schema the descriptor of `welcome`
 * @param old the baseline's world, null for a keyframe
 * @param options `{tick, age, hash, cues: [{ticksAgo, words}], ackSequence, lead, before, behind,
 * mode, epoch}`: `before` is the predecessor's world, `behind` its age
 */
export function encodeSnapshot(schema, old, now, options) {
    const { tick, hash = hashOf(now), cues = [], mode = 0, epoch = 0, behind = 0 } = options;
    const age = old === null ? 0 : options.age ?? 0;
    const head = new Bits();
    head.write(2, 8).write(options.ackSequence ?? 0, 16).write(options.lead ?? -128, 8);
    head.write(tick, 32).write(age, 8);
    head.write(hash === null ? 0 : 1, 1).write(behind === 0 ? 0 : 1, 1).write(mode, 1).write(0, 1);
    head.write(epoch, 4);
    if (behind !== 0) {
        head.write(behind, 8);
    }
    if (hash !== null) {
        head.write(hash, 32);
    }
    const before = behind === 0 ? null : options.before;
    const world = encodeWorld(readSchema(schema), mode, now, old, before, age, behind, (bits) => {
        bits.varint(cues.length);
        for (const cue of cues) {
            bits.varint(cue.ticksAgo);
            schema.cue.fields.forEach((field, index) => bits.write(cue.words[index], field.bits));
        }
    });
    return Uint8Array.from([...head.bytes(), ...world]);
}
