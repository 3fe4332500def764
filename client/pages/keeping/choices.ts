import type { Keeping } from "../../../proto/http/keeping.ts";

/** What is offered, in days, as far as this instance keeps recordings for longer. */
const offered = [1, 7, 14, 30, 60, 90, 180, 365, 730, 1_825] as const;

/** The days that one may choose: what is offered below the most, and what was chosen already. */
export function choicesOf({ days, mostDays }: Keeping): number[] {
  const choices = new Set(offered.filter((it) => it < mostDays));
  return [...choices, ...(days === null ? [] : [days])].filter(once).sort((a, b) => a - b);
}

/** For how many days recordings are kept in the end. */
export function keptFor({ days, mostDays }: Keeping): number {
  return Math.min(days ?? mostDays, mostDays);
}

function once(value: number, at: number, all: readonly number[]): boolean {
  return all.indexOf(value) === at;
}
