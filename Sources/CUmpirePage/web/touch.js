// Two virtual sticks and a button for fingers.

/** Pixels from the middle at which a stick is fully pressed. */
const reach = 44;
/** Part of the reach that counts as nothing. */
const deadZone = 0.18;

/** One stick: it begins where the finger comes down in its half of the stage. */
class Stick {
    /** @param {HTMLElement} element */
    constructor(element) {
        this.element = element;
        this.knob = /** @type {HTMLElement} */ (element.firstElementChild);
        this.pointer = -1;
        this.startX = 0;
        this.startY = 0;
        /** −1…1 each. */
        this.x = 0;
        this.y = 0;
        /** How far it is pressed, 0…1. */
        this.tilt = 0;
    }

    get isActive() {
        return this.tilt > 0;
    }

    /** @param {PointerEvent} event */
    begin(event) {
        const home = this.element.getBoundingClientRect();
        this.pointer = event.pointerId;
        this.startX = event.clientX;
        this.startY = event.clientY;
        const shiftX = event.clientX - (home.left + home.width / 2);
        const shiftY = event.clientY - (home.top + home.height / 2);
        this.element.style.transform = `translate(${shiftX}px, ${shiftY}px)`;
    }

    /** @param {PointerEvent} event */
    move(event) {
        const x = (event.clientX - this.startX) / reach;
        const y = (event.clientY - this.startY) / reach;
        const length = Math.hypot(x, y);
        const scale = length > 1 ? 1 / length : 1;
        this.tilt = length < deadZone ? 0 : Math.min(1, length);
        this.x = this.tilt === 0 ? 0 : x * scale;
        this.y = this.tilt === 0 ? 0 : y * scale;
        this.knob.style.transform = `translate(${x * scale * reach}px, ${y * scale * reach}px)`;
    }

    end() {
        this.pointer = -1;
        this.x = 0;
        this.y = 0;
        this.tilt = 0;
        this.knob.style.transform = "";
        this.element.style.transform = "";
    }
}

/** The sticks over a stage: left to move, right to aim. */
export class TouchSticks {
    /** @param {HTMLElement} stage with `.stick` and `.touch-button` inside */
    constructor(stage) {
        const stick = (/** @type {string} */ side) => new Stick(
            /** @type {HTMLElement} */ (stage.querySelector(`[data-stick="${side}"]`)));
        this.left = stick("left");
        this.right = stick("right");
        this.button = /** @type {HTMLElement} */ (stage.querySelector(".touch-button"));
        this.buttonPointer = -1;
        this.usedAt = -Infinity;
        stage.addEventListener("pointerdown", (event) => this.down(event, stage));
        window.addEventListener("pointermove", (event) => this.moved(event));
        window.addEventListener("pointerup", (event) => this.up(event));
        window.addEventListener("pointercancel", (event) => this.up(event));
    }

    get isButtonDown() {
        return this.buttonPointer !== -1;
    }

    /** @param {PointerEvent} event @param {HTMLElement} stage */
    down(event, stage) {
        const target = /** @type {Element} */ (event.target);
        if (event.pointerType !== "touch" || target.closest("button, a, .card") !== null) {
            return;
        }
        this.usedAt = performance.now();
        if (isInside(this.button, event)) {
            this.buttonPointer = event.pointerId;
            this.button.classList.add("is-down");
            return;
        }
        const box = stage.getBoundingClientRect();
        const stick = event.clientX - box.left < box.width / 2 ? this.left : this.right;
        if (stick.pointer === -1) {
            stick.begin(event);
        }
    }

    /** @param {PointerEvent} event */
    moved(event) {
        for (const stick of [this.left, this.right]) {
            if (stick.pointer === event.pointerId) {
                this.usedAt = performance.now();
                stick.move(event);
            }
        }
    }

    /** @param {PointerEvent} event */
    up(event) {
        for (const stick of [this.left, this.right]) {
            if (stick.pointer === event.pointerId) {
                stick.end();
            }
        }
        if (this.buttonPointer === event.pointerId) {
            this.buttonPointer = -1;
            this.button.classList.remove("is-down");
        }
    }
}

/** @param {Element} element @param {PointerEvent} event */
function isInside(element, event) {
    const box = element.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX <= box.right
        && event.clientY >= box.top && event.clientY <= box.bottom;
}
