import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";

/** The media workers that this process started and that still are there, stopped ones too, by id. */
export function mediaWorkers(): number[] {
  return readdirSync("/proc").filter((it) => /^\d+$/.test(it)).map(Number).filter((pid) => {
    try {
      const [, name, state, parent] = /^\d+ \((.*)\) (\w) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      return name?.startsWith("mediasoup") && state !== "Z" && Number(parent) === process.pid;
    } catch {
      return false; // it ended while we looked
    }
  });
}
