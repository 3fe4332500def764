// Few pieces are made at once, and who waits longest comes next: a room that begins must not wait for whole speeches.

/** Higher makes more use of many cores; lower leaves them to calls. */
const atOnce = 2;

/**
 * The same voice, in turn.
 * @param {import("./reading.mjs").Voice} voice @param {number} [most]
 * @returns {import("./reading.mjs").Voice}
 */
export function inTurn(voice, most = atOnce) {
  /** @type {(() => void)[]} */
  const waiting = [];
  let busy = 0;
  return {
    ...voice,
    async speak(text, signal) {
      if (busy >= most) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
      else busy++;
      try {
        return signal.aborted ? { pcm: new Int16Array(0), rate: 16_000 } : await voice.speak(text, signal);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else busy--;
      }
    },
  };
}
