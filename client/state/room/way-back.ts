/** The pause before one comes back again, after so many tries; by chance, so that a whole room does not come at once. */
export function wayBackMs(tries: number, chance: number = Math.random()): number {
  return Math.min(5_000, 250 * 2 ** tries) * (0.5 + chance);
}
