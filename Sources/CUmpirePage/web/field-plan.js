// One field of a table, as its decoder asks for it.

/**
 * What is asked most often of one field: members of one object are found quicker than places in
 * many arrays. All are whole numbers of few bits.
 */
export class FieldPlan {
    constructor() {
        /** 1 for a quantity that needs no more than 32 bits. */
        this.narrow = 0;
        /** A mask that wraps a narrow one or keeps it; 0 for any other field. Half of a turn. */
        this.turn = 0;
        this.half = 0;
        this.limit = 0;
        /** First contexts. */
        this.values = 0;
        this.signs = 0;
        /** 1 if a new kind begins here; 1 if the tables say that it moves on. */
        this.starts = 0;
        this.movesOn = 1;
        /** How far a narrow one moved; 1 for any other quantity that moved. */
        this.step = 0;
    }
}
