// A camera for games on a flat field: all of it when the screen is large enough, else a part.

/** Pixels beyond the field's edge that a camera which follows may show, for names and halos. */
const followMargin = 24;

/** Units of the world to pixels of the canvas. */
export class Camera {
    /**
     * @param {number} width of the world, in units
     * @param {number} height
     * @param {number} leastScale pixels a unit has at least; a smaller screen follows the player
     */
    constructor(width, height, leastScale) {
        this.width = width;
        this.height = height;
        this.leastScale = leastScale;
        this.x = width / 2;
        this.y = height / 2;
        this.scale = 1;
        this.left = 0;
        this.top = 0;
        this.shake = 0;
    }

    /** Jolts the picture. @param {number} strength about 1 */
    jolt(strength) {
        this.shake = Math.max(this.shake, strength);
    }

    /**
     * Looks at the whole field, or at the focus when that does not fit. Behind the start page it
     * fills the screen.
     * @param {any} frame
     * @param {number|null} focusX null: the middle
     * @param {number|null} focusY
     */
    aim(frame, focusX, focusY) {
        const margin = frame.width < 500 ? 8 : 20;
        const across = (frame.width - margin * 2) / this.width;
        const height = frame.height - frame.reserved;
        const down = (height - margin * 2) / this.height;
        const whole = Math.min(across, down);
        const isFollowing = whole < this.leastScale && !frame.isBackdrop;
        const part = Math.max(this.leastScale, Math.min(down, this.leastScale * 1.3));
        const fill = Math.max(frame.width / this.width, frame.height / this.height) * 1.04;
        const scale = frame.isBackdrop ? fill : isFollowing ? part : whole;
        const goalX = (isFollowing ? focusX : null) ?? this.width / 2;
        const goalY = (isFollowing ? focusY : null) ?? this.height / 2;
        const speed = frame.isCalm ? 1 : 1 - Math.exp(-9 * frame.elapsed);
        this.x += (goalX - this.x) * speed;
        this.y += (goalY - this.y) * speed;
        this.scale = scale;
        const border = frame.isBackdrop ? -frame.width : isFollowing ? followMargin : margin;
        this.left = edge(frame.width, this.width * scale, this.x * scale, border);
        this.top = edge(height, this.height * scale, this.y * scale, border);
        this.shake *= Math.exp(-9 * frame.elapsed);
        if (this.shake > 0.02 && !frame.isCalm && !frame.isBackdrop) {
            this.left += Math.sin(frame.now * 0.071) * this.shake * scale * 0.3;
            this.top += Math.cos(frame.now * 0.083) * this.shake * scale * 0.3;
        }
    }

    /** Lets a context draw in units of the world. @param {CanvasRenderingContext2D} context */
    apply(context) {
        context.translate(this.left, this.top);
        context.scale(this.scale, this.scale);
    }

    /** @param {number} x units @returns {number} pixels */
    screenX(x) {
        return this.left + x * this.scale;
    }

    /** @param {number} y units @returns {number} pixels */
    screenY(y) {
        return this.top + y * this.scale;
    }
}

/** Where the world begins on the screen: centred when it fits, else never past its margin. */
function edge(screen, size, focus, margin) {
    if (size + margin * 2 <= screen) {
        return (screen - size) / 2;
    }
    return Math.min(margin, Math.max(screen - size - margin, screen / 2 - focus));
}
