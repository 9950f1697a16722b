// Light, dark, or as the system says; and whether the player wants calm.

const key = "umpire.theme";
const order = ["system", "light", "dark"];
const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let choice = kept();
apply();

/** Names of the choices as a button shows them. */
export const themeNames = { system: "as the system", light: "light", dark: "dark" };

/** The choice: `system`, `light` or `dark`. */
export function theme() {
    return choice;
}

/** Takes the next choice. */
export function nextTheme() {
    choice = order[(order.indexOf(choice) + 1) % order.length];
    try {
        localStorage.setItem(key, choice);
    } catch {
        // Without storage the choice lasts until the page is left.
    }
    apply();
}

/** Whether the page is dark now. */
export function isDark() {
    return choice === "dark" || (choice === "system" && dark.matches);
}

/** Whether the player asked for less motion. */
export function isCalm() {
    return calm.matches;
}

function kept() {
    try {
        const value = localStorage.getItem(key) ?? "";
        return order.includes(value) ? value : "system";
    } catch {
        return "system";
    }
}

function apply() {
    if (choice === "system") {
        delete document.documentElement.dataset.theme;
    } else {
        document.documentElement.dataset.theme = choice;
    }
}
