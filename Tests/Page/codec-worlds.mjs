// Random schemas and worlds that move, for the codec's tests.

const pick = (random, list) => list[Math.floor(random() * list.length)];

function randomField(random, index) {
    const name = `f${index}`;
    const kind = pick(random, ["bool", "int", "int", "float", "float", "float32", "enum"]);
    const bitsOf = (limit) => (limit === 0 ? 0 : Math.floor(Math.log2(limit)) + 1);
    if (kind === "bool") {
        return { name, kind, bits: 1 };
    }
    if (kind === "float32") {
        return { name, kind, bits: 32 };
    }
    if (kind === "enum") {
        const cases = Array.from({ length: 1 + Math.floor(random() * 40) }, (_, at) => `c${at}`);
        return { name, kind, bits: bitsOf(cases.length - 1), cases };
    }
    const bits = Math.floor(random() * 33);
    const isFull = random() < 0.5;
    const limit = isFull ? 2 ** bits - 1 : Math.floor(random() * 2 ** bits);
    const hint = random() < 0.3 ? "angle" : "interpolated";
    return { name, kind, bits: bitsOf(limit), min: 0, step: 1, limit, hint };
}

const randomRow = (random, least) => ({
    fields: Array.from(
        { length: least + Math.floor(random() * 9) }, (_, index) => randomField(random, index)),
});

/** The descriptor of a schema with fields of all kinds. */
export function randomSchema(random) {
    const tables = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, index) => (
        { name: `t${index}`, ...randomRow(random, 0) }));
    return { tables, scalars: randomRow(random, 0), input: { fields: [] }, cue: { fields: [] } };
}

const limitOf = (field) => {
    if (field.kind === "enum") {
        return field.cases.length - 1;
    }
    return field.kind === "bool" ? 1 : field.kind === "float32" ? 2 ** 32 - 1 : field.limit;
};

const randomWords = (random, { fields }) => (
    fields.map((field) => Math.floor(random() * (limitOf(field) + 1))));

/** Entities mostly go on as they went; some stop, jump or turn. */
function moved(random, { fields }, words, before) {
    const isResting = random() < 0.4;
    return words.map((word, place) => {
        const limit = limitOf(fields[place]);
        const turn = random();
        if (isResting ? turn < 0.95 : turn < 0.15) {
            return word;
        }
        if (turn > 0.97) {
            return Math.floor(random() * (limit + 1));
        }
        const speed = before === undefined || turn > 0.9
            ? Math.floor((random() - 0.5) * Math.min(3000, limit)) : word - before[place];
        const next = word + speed + Math.floor((random() - 0.5) * 6);
        return random() < 0.5 ? Math.min(limit, Math.max(0, next))
            : ((next % (limit + 1)) + limit + 1) % (limit + 1);
    });
}

/** The world after one that followed another. */
export function nextWorld(random, schema, old, before) {
    const tables = schema.tables.map((row, index) => {
        const entities = new Map();
        for (const [id, words] of old.tables[index]) {
            if (random() > 0.06) {
                const earlier = before?.tables[index].get(id);
                entities.set(id, moved(random, row, words, earlier));
            }
        }
        const isNear = random() < 0.5;
        for (let count = Math.floor(random() * 4); count > 0; count -= 1) {
            const id = Math.floor(random() * (isNear ? 40 : 65536));
            if (!old.tables[index].has(id)) {
                entities.set(id, randomWords(random, row));
            }
        }
        return entities;
    });
    return { tables, scalars: moved(random, schema.scalars, old.scalars, before?.scalars) };
}

/** A world without entities. */
export function emptyWorld(schema) {
    return {
        tables: schema.tables.map(() => new Map()),
        scalars: schema.scalars.fields.map(() => 0),
    };
}
