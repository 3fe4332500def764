import { cpus, loadavg } from "node:os";
import { readFileSync } from "node:fs";
import process from "node:process";

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

type Result = {
  bench: string;
  figures: Record<string, unknown>;
  goals: Record<string, unknown>;
  met: boolean;
  versions?: Record<string, string>;
};

/** The last line of a bench: its figures, what they should be, and where they were taken. */
export function report({ bench, figures, goals, met, versions = {} }: Result): void {
  const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const all = { grindstone: version, node: process.versions.node, ...versions };
  const cpu = `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}`;
  console.log(JSON.stringify({ bench, figures, goals, met, load: round(loadavg()[0] ?? 0), cpu, versions: all }));
}

/** Rows as columns that line up. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => String(row[at]).length))) ?? [];
  return rows.map((row) =>
    row.map((cell, at) => at === 0 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0))
      .join("  ")
  ).join("\n");
}
