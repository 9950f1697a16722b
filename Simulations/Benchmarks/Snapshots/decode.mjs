// What decoding a snapshot costs in Node:
//   swift run -c release snapshot-bench --frames DIR
//   node Simulations/Benchmarks/Snapshots/decode.mjs DIR [--runs N] [--json]
// Exit 1: a packet decoded to another state, or could not be decoded.

import { readFileSync, readdirSync } from "node:fs";
import { parseArgs } from "node:util";

import { line, measure, readFrames, titles } from "./decoding.mjs";

const usage = "usage: node decode.mjs DIR [--runs N] [--json]; DIR is what --frames wrote";

/** @param {string} problem */
function stop(problem) {
    console.error(problem);
    process.exit(1);
}

function readCommandLine() {
    try {
        const { values, positionals } = parseArgs({
            options: {
                runs: { type: "string", default: "9" },
                json: { type: "boolean", default: false },
                help: { type: "boolean", default: false },
            },
            allowPositionals: true,
        });
        return { ...values, runs: Number(values.runs), folder: positionals[0] };
    } catch (error) {
        return stop(`${error.message}\n${usage}`);
    }
}

const options = readCommandLine();
if (options.help) {
    console.log(usage);
    process.exit(0);
}
if (!options.folder || !Number.isInteger(options.runs) || options.runs < 1) {
    stop(usage);
}
let names;
try {
    names = readdirSync(options.folder).filter((name) => name.endsWith(".frames")).sort();
} catch (error) {
    stop(`cannot read ${options.folder}: ${error.message}`);
}
if (names.length === 0) {
    stop(`${options.folder} holds no *.frames; make them with snapshot-bench --frames`);
}
const rows = [];
if (!options.json) {
    console.log(titles);
}
for (const name of names) {
    const title = name.replace(/\.frames$/, "");
    try {
        const result = measure(readFrames(readFileSync(`${options.folder}/${name}`)), options.runs);
        rows.push({ name: title, engine: "node", ...result });
        if (!options.json) {
            console.log(line(title, result));
        }
    } catch (error) {
        stop(`${name}: ${error.message}`);
    }
}
if (options.json) {
    console.log(JSON.stringify(rows, null, 1));
}
