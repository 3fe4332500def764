// The doctor's findings as a person reads them, and as a program does.

const words = { ok: "ok", failed: "FAILED", "not tested": "not tested" };

/** One line about a hop. @param {import("./advice.mjs").Hop} hop */
export function lineFor({ name, target, state, found }) {
  return `${words[state].padEnd(11)} ${name.padEnd(11)} ${target ? `${target}: ` : ""}${found}`;
}

/** The last words: which hop to mend first, and how. @param {import("./examine.mjs").Findings} findings */
export function summary({ ok, first }) {
  if (ok || !first) return "All that can be tested from here works.";
  return `The first that fails is ${first.name}${first.target ? ` (${first.target})` : ""}. ${first.whatToDo}`;
}

/** @param {import("./examine.mjs").Findings} findings */
export function jsonFor({ url, ok, hops, first }) {
  const shown = hops.map(({ name, target, state, found }) => ({ name, target, state, found }));
  return JSON.stringify({ url, ok, hops: shown, first: first ?? null }, undefined, 2);
}
