// One colour for each player, the same in the scoreboard and on the field.

const maxPlayers = 64;
/** Hues whose neighbours are easy to tell apart; later players go around by the golden angle. */
const hues = [212, 14, 142, 45, 280, 178, 330, 95];

/** @param {number} player */
function hueOf(player) {
    return player < hues.length ? hues[player] : Math.round(player * 137.508) % 360;
}

const players = Array.from({ length: maxPlayers }, (_, player) => player);
const light = players.map((player) => `hsl(${hueOf(player)} 72% 42%)`);
const dark = players.map((player) => `hsl(${hueOf(player)} 85% 64%)`);

/**
 * The colour of a player.
 * @param {number} player
 * @param {boolean} isDark
 */
export function playerColor(player, isDark) {
    return (isDark ? dark : light)[player & (maxPlayers - 1)];
}
