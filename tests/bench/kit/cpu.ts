import { readdirSync, readFileSync } from "node:fs";

/** What a tick of /proc is worth on Linux. */
const tickMs = 10;

/** CPU time that a process and all below it used so far. */
export function cpuMs(pid: number): number {
  const all = new Map<number, { parent: number; ticks: number }>();
  for (const name of readdirSync("/proc").filter((it) => /^\d+$/.test(it))) {
    const fields = statOf(name);
    // Fields after the program's name: state, parent, …, user and system time, those of children that ended.
    if (fields) {
      all.set(Number(name), {
        parent: Number(fields[1]),
        ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0),
      });
    }
  }
  const sum = (it: number): number =>
    (all.get(it)?.ticks ?? 0) +
    [...all].filter(([, { parent }]) => parent === it).reduce((total, [child]) => total + sum(child), 0);
  return sum(pid) * tickMs;
}

function statOf(pid: string): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined; // it ended while we looked
  }
}

/** Memory that a process and all below it hold. */
export function rssMb(pid: number): number {
  const children = readdirSync("/proc").filter((it) => Number(statOf(it)?.[1]) === pid);
  const pages = Number(statOf(String(pid))?.[21] ?? 0);
  return pages * 4_096 / 1024 / 1024 + children.reduce((sum, it) => sum + rssMb(Number(it)), 0);
}

/** What the whole machine did so far, in ticks of all its cores. */
export function machineTicks(): { busy: number; all: number } {
  const fields = readFileSync("/proc/stat", "utf8").split("\n")[0]?.split(/\s+/).slice(1, 9).map(Number) ?? [];
  const all = fields.reduce((sum, it) => sum + it, 0);
  const [, , , idle = 0, waiting = 0] = fields;
  return { busy: all - idle - waiting, all };
}
