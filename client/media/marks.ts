const steps = ["click", "asked", "joined", "loaded", "consumed", "played", "published"] as const;
export type JoinMark = (typeof steps)[number];

/** Notes in the browser's own time line when a step of joining was reached; the first time counts. */
export function mark(step: JoinMark): void {
  if (!marked(step)) performance.mark(nameOf(step));
}

/** Begins to count anew: somebody wants in. */
export function markClick(): void {
  for (const step of steps) performance.clearMarks(nameOf(step));
  mark("click");
}

/** The way in begins: with the click that is under way, or counted from here on. */
export function markAsked(): void {
  if (marked("asked") || !marked("click")) markClick();
  mark("asked");
}

function marked(step: JoinMark): boolean {
  return performance.getEntriesByName(nameOf(step)).length > 0;
}

function nameOf(step: JoinMark): string {
  return `room:${step}`;
}
