// The ways for media that the server gives, one for each of its workers as far as they come.
import { candidatesOf } from "./ice.mjs";
import { askLine, openOver } from "./line.mjs";

/** A worker is given by chance and load, so that one may be given more than once. */
const triesPerPort = 2;

/** @typedef {{ urls: readonly string[], username: string, credential: string }} IceServer as in proto/live/media.ts */
/** @typedef {{ candidates: import("./ice.mjs").Candidate[], iceServers: readonly IceServer[], missing: number[] }} Doors */

/**
 * Asks for places to hear oneself until one was given at each port. They stay open while their lines do, which are
 * handed to `onLine`, to be closed by whoever asked.
 * @param {{ visit: { url: string, cookie?: string }, line: import("./line.mjs").Line, over: "websocket" | "polling", ports: readonly number[], onLine: (line: import("./line.mjs").Line) => void }} how
 * @returns {Promise<Doors>}
 */
export async function openDoors({ visit, line, over, ports, onLine }) {
  const first = await askLine(line, "echo:open");
  const candidates = candidatesOf(first.send);
  const missing = () => ports.filter((port) => !candidates.some((it) => it.port === port));
  for (let left = triesPerPort * (ports.length - 1); left > 0 && missing().length > 0; left--) {
    const another = await openOver(over, visit);
    onLine(another);
    const door = await askLine(another, "echo:open");
    candidates.push(...candidatesOf(door.send).filter((it) => isNew(candidates, it)));
  }
  return { candidates, iceServers: first.iceServers, missing: missing() };
}

function isNew(known, { protocol, host, port }) {
  return !known.some((it) => it.protocol === protocol && it.host === host && it.port === port);
}
