// Keyboard, mouse and fingers as one set of controls, which a game turns into its input.

import { TouchSticks } from "./touch.js";

/** Milliseconds for which a tap counts as held, so that a tick sees it. */
const tapLength = 90;

const actionKeys = [["Space"], ["ShiftLeft", "ShiftRight"], ["KeyE"], ["KeyQ"]];
const playKeys = new Set([
    "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "KeyW", "KeyA", "KeyS", "KeyD",
    ...actionKeys.flat(),
]);

/** What the player holds now. */
export class Controls {
    /**
     * @param {HTMLElement} stage
     * @param {() => boolean} isPlaying whether keys belong to the game
     */
    constructor(stage, isPlaying) {
        this.isPlaying = isPlaying;
        this.held = new Set();
        /** @type {Map<string, number>} when each key was pressed last */
        this.pressedAt = new Map();
        /** The mouse, in pixels of the stage. */
        this.pointer = { x: 0, y: 0, movedAt: -Infinity, isDown: false, isSecondDown: false };
        this.movedAt = -Infinity;
        this.sticks = new TouchSticks(stage);
        this.stage = stage;
        window.addEventListener("keydown", (event) => this.keyDown(event));
        window.addEventListener("keyup", (event) => this.held.delete(event.code));
        window.addEventListener("blur", () => this.release());
        window.addEventListener("pointermove", (event) => this.pointerMoved(event));
        window.addEventListener("pointerup", (event) => this.pointerButtons(event));
        stage.addEventListener("pointerdown", (event) => this.pointerPressed(event));
        stage.addEventListener("contextmenu", (event) => {
            if (isPlaying()) {
                event.preventDefault();
            }
        });
    }

    // MARK: For games

    /** −1…1, to the right. */
    get moveX() {
        return this.sticks.left.isActive ? this.sticks.left.x
            : this.axis("ArrowLeft", "KeyA", "ArrowRight", "KeyD");
    }

    /** −1…1, down. */
    get moveY() {
        return this.sticks.left.isActive ? this.sticks.left.y
            : this.axis("ArrowUp", "KeyW", "ArrowDown", "KeyS");
    }

    /** The right virtual stick: `x`, `y` −1…1 and `isActive`. */
    get aimStick() {
        return this.sticks.right;
    }

    /** Whether fingers were used after the mouse. */
    get isTouch() {
        return this.sticks.usedAt > this.pointer.movedAt;
    }

    /**
     * Whether an action is held: 0 is space, click or the right stick; 1 is shift, right click or
     * the touch button; 2 and 3 are the keys E and Q.
     * @param {number} number
     */
    action(number) {
        const keys = actionKeys[number] ?? [];
        if (keys.some((code) => this.isDown(code))) {
            return true;
        }
        if (number === 0) {
            return this.isPressed("primary", this.pointer.isDown) || this.sticks.right.tilt > 0.55;
        }
        if (number === 1) {
            return this.isPressed("second", this.pointer.isSecondDown) || this.sticks.isButtonDown;
        }
        return false;
    }

    /**
     * Whether a key is held or was tapped just now.
     * @param {string} code as in `KeyboardEvent.code`
     */
    isDown(code) {
        return this.isPressed(code, this.held.has(code));
    }

    // MARK: Events

    axis(less, alsoLess, more, alsoMore) {
        const down = this.isDown(more) || this.isDown(alsoMore) ? 1 : 0;
        const up = this.isDown(less) || this.isDown(alsoLess) ? 1 : 0;
        return down - up;
    }

    isPressed(what, isHeld) {
        return isHeld || performance.now() - (this.pressedAt.get(what) ?? -Infinity) < tapLength;
    }

    /** Lets go of everything, as when the window loses the focus. */
    release() {
        this.held.clear();
        this.pressedAt.clear();
        this.pointer.isDown = false;
        this.pointer.isSecondDown = false;
    }

    /** @param {KeyboardEvent} event */
    keyDown(event) {
        const target = /** @type {Element} */ (event.target);
        const isTyping = target.closest("input, textarea, select, dialog") !== null;
        const isPressing = event.code === "Space" && target.closest("button, a") !== null;
        const isCommand = event.ctrlKey || event.metaKey || event.altKey;
        const isOurs = this.isPlaying() && !isTyping && !isPressing && !isCommand;
        if (!isOurs || !playKeys.has(event.code)) {
            return;
        }
        event.preventDefault();
        if (!event.repeat) {
            this.held.add(event.code);
            this.pressedAt.set(event.code, performance.now());
            this.movedAt = performance.now();
        }
    }

    /** @param {PointerEvent} event */
    pointerMoved(event) {
        if (event.pointerType === "touch") {
            return;
        }
        const box = this.stage.getBoundingClientRect();
        this.pointer.x = event.clientX - box.left;
        this.pointer.y = event.clientY - box.top;
        this.pointer.movedAt = performance.now();
        this.pointerButtons(event);
    }

    /** @param {PointerEvent} event */
    pointerPressed(event) {
        const target = /** @type {Element} */ (event.target);
        const isOther = event.pointerType === "touch" || target.closest("button, .card") !== null;
        if (isOther || !this.isPlaying()) {
            return;
        }
        this.pointerMoved(event);
        this.pointer.isDown = (event.buttons & 1) !== 0;
        this.pointer.isSecondDown = (event.buttons & 2) !== 0;
        this.pressedAt.set(event.button === 2 ? "second" : "primary", performance.now());
    }

    /** @param {PointerEvent} event */
    pointerButtons(event) {
        this.pointer.isDown &&= (event.buttons & 1) !== 0;
        this.pointer.isSecondDown &&= (event.buttons & 2) !== 0;
    }
}
