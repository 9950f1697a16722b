// What the article `Codec` makes of the kinds of fields.

/** @typedef {import("./schema.js").Field} Field */

/** Forms of a field. */
export const formChoice = 0;
const formLabel = 1;
export const formQuantity = 2;
export const formRotation = 3;

/**
 * The greatest word of a field.
 * @param {Field} field
 */
export function limitOf(field) {
    switch (field.kind) {
        case "bool":
            return 1;
        case "float32":
            return 0xffffffff;
        case "enum":
            return Math.max(0, field.cases.length - 1);
        default:
            return field.limit;
    }
}

/**
 * What its changes are written as.
 * @param {Field} field
 */
export function formOf(field) {
    const limit = limitOf(field);
    if (limit > 0 && limit < 16 && field.kind !== "float32") {
        return formChoice;
    }
    if (field.kind === "rotation") {
        return formRotation;
    }
    return field.kind === "enum" ? formLabel : formQuantity;
}

/**
 * Whether its greatest word is followed by 0.
 * @param {Field} field
 */
export function isWrapping(field) {
    return field.kind === "float32" || (field.isAngle && field.limit === 2 ** field.bits - 1);
}

/**
 * Whether a form is expected to go on as it went.
 * @param {number} form
 */
export function isPredicted(form) {
    return form === formQuantity || form === formRotation;
}

/**
 * For each field which group of its row it is in: quantities of one kind side by side or one
 * rotation, and the choices and labels right before them.
 * @param {Field[]} fields
 */
export function groupsOf(fields) {
    let group = 0;
    return Uint8Array.from(fields, (field, place) => {
        const before = fields[place - 1];
        const isBehindOne = before !== undefined && isPredicted(formOf(before));
        if (isBehindOne && !isLike(before, field)) {
            group += 1;
        }
        return group;
    });
}

/** @param {Field} before @param {Field} field */
function isLike(before, field) {
    return formOf(before) === formQuantity && formOf(field) === formQuantity
        && Math.abs(before.bits - field.bits) <= 3;
}
