// What a person sees while they wait: one line for each step, and on a long step a short line now and then.
import process from "node:process";

/** A voice for one command. @param {{ out?: { write(text: string): unknown, isTTY?: boolean, on?: Function }, now?: () => number, everyMs?: number }} [options] */
export function makeVoice({ out = process.stdout, now = Date.now, everyMs = out.isTTY ? 500 : 10_000 } = {}) {
  const said = new Set();
  let spokenAt = -Infinity;
  // Who listened may leave; the work goes on.
  out.on?.("error", () => {});
  return {
    /** Says a sentence, once however often it is asked to. @param {string} sentence */
    say(sentence) {
      if (said.has(sentence)) return;
      said.add(sentence);
      spokenAt = now();
      out.write(`${sentence}\n`);
    },
    /** Says how far a step is, not more often than a person can use. @param {string} sentence */
    progress(sentence) {
      if (now() - spokenAt < everyMs || said.has(sentence)) return;
      said.add(sentence);
      spokenAt = now();
      out.write(`  ${sentence}\n`);
    },
  };
}

/** `1.2 GB`, `412 MB`, `3 MB` @param {number} bytes */
export function size(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}

/** `3 min 5 s`, `48 s` @param {number} ms */
export function duration(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
