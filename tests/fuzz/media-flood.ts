// Throws junk at a media port at a steady rate, from many addresses: a program of its own, so that nobody waits for it.
import { createSocket, type Socket } from "node:dgram";
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { Chance } from "../kit/chance.ts";
import { junk } from "./media-junk.ts";

const [host = "127.0.0.1", port = "0", seconds = "1", perSecond = "1000", seed = "1", ...names] = process.argv.slice(2);
/** Made before, because making one costs more than sending it. */
const kinds = 20_000;
const sources = 16;
const tickMs = 5;

const chance = new Chance(Number(seed));
const packets = Array.from({ length: kinds }, () => junk(chance, names)).filter((it) => it.length > 0);
const sockets = await Promise.all(Array.from({ length: sources }, connected));
const began = performance.now();
let sent = 0;
for (let ms = 0; ms < Number(seconds) * 1_000; ms = performance.now() - began) {
  for (const due = ms * Number(perSecond) / 1_000; sent < due; sent++) {
    const packet = packets[sent % packets.length];
    if (packet) sockets[sent % sources]?.send(packet);
  }
  await after(tickMs);
}
process.stdout.write(JSON.stringify({ sent, perSecond: Math.round(sent * 1_000 / (performance.now() - began)) }));
for (const it of sockets) it.close();

function connected(): Promise<Socket> {
  const socket = createSocket("udp4");
  // What the port answers to junk, if anything, is its matter; a full queue here is what a flood is.
  socket.on("message", () => {}).on("error", () => {});
  return new Promise((resolve) => socket.connect(Number(port), host, () => resolve(socket)));
}
