import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";

/** The processes that this one started and whose command line holds `name`, by id. */
export function childrenNamed(name: string): number[] {
  const all = readdirSync("/proc").filter((it) => /^\d+$/.test(it)).map(Number);
  return all.filter((pid) => parentOf(pid) === process.pid && read(`/proc/${pid}/cmdline`).includes(name));
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it ended while we looked
  }
}
