export type JoinMark = "click" | "joined" | "loaded" | "consumed" | "played" | "published";

/** Notes in the browser's own time line when a step of joining was reached; the first time counts. */
export function mark(step: JoinMark): void {
  const name = `room:${step}`;
  if (performance.getEntriesByName(name).length === 0) performance.mark(name);
}

/** Begins to count anew: somebody wants in. */
export function markClick(): void {
  for (const step of ["click", "joined", "loaded", "consumed", "played", "published"]) {
    performance.clearMarks(`room:${step}`);
  }
  mark("click");
}
