// Where a player aims: stick, mouse, or the keys with a little help.

const turn = Math.PI * 2;
/** Milliseconds without mouse after which the aim follows the keys. */
const mouseRest = 2500;
/** Turns off the way of a moving player at which a target is left alone. */
const assistCone = 0.3;

/** Keeps the direction in which the keys moved last. */
export class Aim {
    /** @param {number} range units within which targets are found */
    constructor(range) {
        this.range = range;
        this.facing = 0;
        /** Turns: 0 to the right, 0.25 down. */
        this.angle = 0;
    }

    /**
     * Takes the direction of this moment.
     * @param {import("./controls.js").Controls} controls
     * @param {any} frame
     * @param {import("./camera.js").Camera} camera
     * @param {{x: number, y: number}} from the own place, in units
     * @param {(assisted: Aim) => number|null} assist a target's direction, null for none
     */
    update(controls, frame, camera, from, assist) {
        const { aimStick, pointer } = controls;
        const { moveX, moveY } = controls;
        const isMouse = pointer.isDown || pointer.movedAt > controls.movedAt
            || frame.now - pointer.movedAt < mouseRest;
        if (aimStick.isActive) {
            this.angle = Math.atan2(aimStick.y, aimStick.x) / turn;
        } else if (isMouse && pointer.movedAt > -Infinity && !controls.isTouch) {
            const atX = pointer.x - camera.screenX(from.x);
            const atY = pointer.y - camera.screenY(from.y);
            this.angle = Math.atan2(atY, atX) / turn;
        } else {
            if (moveX !== 0 || moveY !== 0) {
                this.facing = Math.atan2(moveY, moveX) / turn;
            }
            this.angle = assist(this) ?? this.facing;
        }
    }

    /**
     * The direction of the nearest target in sight; one behind a moving player is left alone.
     * @param {{x: number, y: number}} from
     * @param {boolean} isMoving
     * @param {any} targets a table view with x and y
     * @param {(index: number) => boolean} isTarget
     * @param {any} boxes a table view with x, y, width and height that block the sight
     * @returns {number|null} turns
     */
    nearest(from, isMoving, targets, isTarget, boxes) {
        const { x, y } = targets.columns;
        let best = this.range;
        let direction = null;
        for (let index = 0; index < targets.count; index += 1) {
            const toX = x[index] - from.x;
            const toY = y[index] - from.y;
            const distance = Math.hypot(toX, toY);
            if (distance >= best || distance < 0.01 || !isTarget(index)) {
                continue;
            }
            const angle = Math.atan2(toY, toX) / turn;
            const off = angle - this.facing;
            const isAhead = Math.abs(off - Math.round(off)) < assistCone;
            if ((!isMoving || isAhead) && isInSight(boxes, from, toX, toY)) {
                best = distance;
                direction = angle;
            }
        }
        return direction;
    }
}

/** Whether no box crosses the way: the part of the way inside each must be empty. */
function isInSight(boxes, from, toX, toY) {
    const { x, y, width, height } = boxes.columns;
    for (let index = 0; index < boxes.count; index += 1) {
        const enterX = entry(from.x, toX, x[index], width[index]);
        const enterY = entry(from.y, toY, y[index], height[index]);
        const leaveX = exit(from.x, toX, x[index], width[index]);
        const leaveY = exit(from.y, toY, y[index], height[index]);
        if (Math.max(enterX, enterY, 0) < Math.min(leaveX, leaveY, 1)) {
            return false;
        }
    }
    return true;
}

/** The part of the way, 0…1, at which it enters a span of one axis. */
function entry(start, way, low, size) {
    if (way === 0) {
        return start > low && start < low + size ? -Infinity : Infinity;
    }
    return ((way > 0 ? low : low + size) - start) / way;
}

/** The part of the way at which it leaves that span. */
function exit(start, way, low, size) {
    if (way === 0) {
        return start > low && start < low + size ? Infinity : -Infinity;
    }
    return ((way > 0 ? low + size : low) - start) / way;
}
