import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";

/** This machine's own address: ICE of some ignores the loopback. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((it) => it ?? []);
  const own = all.find((it) => !it.internal && it.family === "IPv4");
  if (!own) throw new Error("This machine has no address but the loopback.");
  return own.address;
}

/** Datagrams that the kernel threw away so far, because their reader was too slow. */
export function droppedDatagrams(): number {
  const [names = [], values = []] = readFileSync("/proc/net/snmp", "utf8").split("\n").filter((it) =>
    it.startsWith("Udp: ")
  ).map((it) => it.split(" "));
  return Number(values[names.indexOf("RcvbufErrors")] ?? 0);
}
