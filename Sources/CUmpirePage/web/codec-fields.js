// What the article `Codec` makes of the kinds of fields.

/** @typedef {import("./schema.js").Field} Field */

/** Forms of a field. */
export const formChoice = 0;
const formLabel = 1;
export const formQuantity = 2;

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
    if (limitOf(field) < 16 && field.kind !== "float32") {
        return formChoice;
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
 * Whether a quantity is of the same kind as the field before it.
 * @param {Field|undefined} before
 * @param {Field} field
 */
export function isSameKind(before, field) {
    return before !== undefined && formOf(before) === formQuantity
        && formOf(field) === formQuantity && Math.abs(before.bits - field.bits) <= 3;
}
