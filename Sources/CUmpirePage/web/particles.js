// Sparks and trails for games: a fixed pool of numbers, so that no explosion allocates.

const capacity = 512;

/** Particles in world units. When the pool is full the oldest make room. */
export class Particles {
    constructor() {
        this.x = new Float32Array(capacity);
        this.y = new Float32Array(capacity);
        this.speedX = new Float32Array(capacity);
        this.speedY = new Float32Array(capacity);
        this.size = new Float32Array(capacity);
        /** Seconds left and seconds given. */
        this.left = new Float32Array(capacity);
        this.life = new Float32Array(capacity);
        /** @type {string[]} */
        this.color = new Array(capacity).fill("");
        this.next = 0;
    }

    /**
     * Adds one particle.
     * @param {number} x
     * @param {number} y
     * @param {number} angle radians
     * @param {number} speed units a second
     * @param {number} life seconds
     * @param {number} size radius in units
     * @param {string} color
     */
    add(x, y, angle, speed, life, size, color) {
        const place = this.next;
        this.next = (place + 1) % capacity;
        this.x[place] = x;
        this.y[place] = y;
        this.speedX[place] = Math.cos(angle) * speed;
        this.speedY[place] = Math.sin(angle) * speed;
        this.size[place] = size;
        this.left[place] = life;
        this.life[place] = life;
        this.color[place] = color;
    }

    /**
     * Adds a burst in all directions.
     * @param {number} x
     * @param {number} y
     * @param {number} count
     * @param {number} speed fastest, in units a second
     * @param {string} color
     */
    burst(x, y, count, speed, color) {
        for (let index = 0; index < count; index += 1) {
            const fast = speed * (0.25 + 0.75 * Math.random());
            const life = 0.25 + 0.45 * Math.random();
            const size = 0.06 + 0.12 * Math.random();
            this.add(x, y, Math.random() * Math.PI * 2, fast, life, size, color);
        }
    }

    /**
     * Moves, ages and draws them all.
     * @param {CanvasRenderingContext2D} context in world units
     * @param {number} elapsed seconds
     */
    draw(context, elapsed) {
        const drag = Math.exp(-3 * elapsed);
        for (let place = 0; place < capacity; place += 1) {
            if (this.left[place] <= 0) {
                continue;
            }
            this.left[place] -= elapsed;
            this.x[place] += this.speedX[place] * elapsed;
            this.y[place] += this.speedY[place] * elapsed;
            this.speedX[place] *= drag;
            this.speedY[place] *= drag;
            const part = Math.max(0, this.left[place] / this.life[place]);
            const radius = this.size[place] * (0.4 + 0.6 * part);
            context.globalAlpha = part;
            context.fillStyle = this.color[place];
            context.beginPath();
            context.arc(this.x[place], this.y[place], radius, 0, 7);
            context.fill();
        }
        context.globalAlpha = 1;
    }

    /** Forgets them all. */
    clear() {
        this.left.fill(0);
    }
}
