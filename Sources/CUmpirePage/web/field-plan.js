// One field of a table, and one group of them, as the decoder asks for them.

/**
 * What is asked most often of one field: members of one object are found quicker than places in
 * many arrays. All are whole numbers of few bits.
 */
export class FieldPlan {
    /** @param {GroupPlan} group that it is in */
    constructor(group) {
        this.group = group;
        /** 1 for a quantity that needs no more than 32 bits; 1 for any quantity. */
        this.narrow = 0;
        this.quantity = 0;
        /** A mask that wraps a narrow one or keeps it; 0 for any other field. Half of a turn. */
        this.turn = 0;
        this.half = 0;
        /** All bits for a choice or label, else none. */
        this.named = 0;
        this.limit = 0;
        /** First contexts. */
        this.values = 0;
        this.signs = 0;
        /** 1 if the tables say that it moves on. */
        this.movesOn = 1;
        /** 1 if it is the first of its group. */
        this.starts = 0;
        /** How far a narrow one moved; 1 for any other field that moved. */
        this.step = 0;
        /** How far a narrow one that moved is expected to move on. */
        this.change = 0;
    }
}

/** What the fields of a group did, in one row. */
export class GroupPlan {
    constructor() {
        this.plans = /** @type {FieldPlan[]} */ ([]);
        /** How far its quantities that moved are expected to, together, and their number. */
        this.distance = 0;
        this.moved = 0;
        /** Whether a choice or label changed: not 0 if so. */
        this.shaken = 0;
    }
}
