// One connection to the booth: what is read to it and heard for it, within limits. It all ends with the connection.
import { Buffer } from "node:buffer";
import { asks, frame, Frames, samplesOf, tells } from "./frames.mjs";
import { Reading } from "./reading.mjs";

/** Texts that are read at once, and ears. Far more than rooms that two cores carry. */
const most = { readings: 64, ears: 256 };
/** A longer wish is none: a text has 256 kB at most, sound comes a second at a time. */
const longestWish = 512 * 1024;
/** What waits for a guest who does not read. */
const mostWaiting = 32 * 1024 * 1024;

/**
 * @param {import("node:net").Socket} socket
 * @param {{ voice: import("./reading.mjs").Voice | undefined, openEar: (() => { hear(pcm: Int16Array, atMs: number): { atMs: number, probability: number }[] }) | undefined, fenced: boolean }} house
 */
export function serve(socket, { voice, openEar, fenced }) {
  const readings = new Map();
  const ears = new Map();
  const frames = new Frames({ longest: longestWish });
  const send = (/** @type {Uint8Array} */ whole) => {
    if (!socket.writable) return;
    socket.write(whole);
    if (socket.writableLength > mostWaiting) socket.destroy();
  };
  const say = (id, body) => {
    if (body.length < 4 || readings.has(id) || readings.size >= most.readings) {
      return send(frame(tells.failed, id, Buffer.from("too-many")));
    }
    const reading = new Reading();
    readings.set(id, reading);
    const wish = { id, text: body.toString("utf8", 4), skip: body.readUInt32LE(0), voice, send };
    void reading.read(wish).finally(() => readings.delete(id));
  };
  const hear = (id, body) => {
    if (body.length < 8 || body.length % 2 !== 0) throw new Error("that is no sound");
    const verdicts = ears.get(id)?.hear(samplesOf(body, 8), body.readDoubleLE(0)) ?? [];
    if (verdicts.length > 0) send(frame(tells.verdicts, id, written(verdicts)));
  };
  const answers = {
    [asks.say]: say,
    [asks.more]: (id) => readings.get(id)?.more(),
    [asks.hush]: (id) => readings.get(id)?.hush(),
    [asks.listen]: (id) => openEar && ears.size < most.ears && ears.set(id, openEar()),
    [asks.hear]: hear,
    [asks.deaf]: (id) => ears.delete(id),
  };
  socket.on("data", (piece) => {
    try {
      for (const { kind, id, body } of frames.take(piece)) answers[kind]?.(id, body);
    } catch {
      // What it says makes no sense any more.
      socket.destroy();
    }
  });
  // What ends it is told by "close".
  socket.on("error", () => {});
  socket.once("close", () => {
    for (const it of readings.values()) it.hush();
    ears.clear();
  });
  const hello = { voice: voice?.name ?? null, judges: openEar !== undefined, fenced };
  send(frame(tells.hello, 1, Buffer.from(JSON.stringify(hello))));
}

function written(verdicts) {
  const body = Buffer.alloc(verdicts.length * 12);
  verdicts.forEach(({ atMs, probability }, n) => {
    body.writeDoubleLE(atMs, n * 12);
    body.writeFloatLE(probability, n * 12 + 8);
  });
  return body;
}
