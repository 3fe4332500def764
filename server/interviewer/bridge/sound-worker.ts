// The thread of sound: decodes what is heard, encodes what is said. It is given time by nobody and holds nothing for long.
import { parentPort } from "node:worker_threads";
import { unreachable } from "../../kit/unreachable.ts";
import { openDecoder, openEncoders } from "./codec.ts";
import { Ear } from "./ear.ts";
import { LiveLine, Queue } from "./lines.ts";
import { Mouth } from "./mouth.ts";
import type { Told, Wish } from "./thread-words.ts";

/** How exactly pauses and slots are kept. Lower wakes an idle machine more often. */
const tickMs = 10;
const aliveEveryMs = 100;

const port = parentPort;
if (!port) throw new Error("this is a thread of another program");
const tell = (told: Told): void => port.postMessage(told);
const now = (): number => performance.now();

const ears = new Map<number, Ear>();
const mouths = new Map<number, Mouth>();
let done = 0;
let toldMs = now();
let last = Promise.resolve();

// Listens before anything is waited for: Deno drops what comes earlier.
port.on("message", (wish: Wish) => {
  last = last.then(() => act(wish)).catch(trouble).finally(() => done++);
});
tick();

function tick(): void {
  for (const it of [...ears.values(), ...mouths.values()]) attempt(() => it.due(now()));
  if (now() - toldMs >= aliveEveryMs) {
    toldMs = now();
    tell({ is: "alive", done });
    done = 0;
  }
  setTimeout(tick, ears.size + mouths.size > 0 ? tickMs : aliveEveryMs);
}

function act(wish: Wish): void | Promise<void> {
  const { id } = wish;
  switch (wish.is) {
    case "ear":
      return openEar(id, wish.atMs);
    case "packet":
      return ears.get(id)?.packet(wish.bytes, wish.atMs, now());
    case "mouth":
      return openMouth(id, wish.live);
    case "say":
      return mouths.get(id)?.say(wish.pcm, wish.rate, wish.round, now());
    case "duck":
      return mouths.get(id)?.duck(wish.on);
    case "hush":
      return tell({ is: "hushed", id, round: wish.round, unspokenMs: mouths.get(id)?.hush(now()) ?? 0 });
    case "close":
      return close(id);
    default:
      unreachable(wish);
  }
}

async function openEar(id: number, atMs: number): Promise<void> {
  const decoder = await openDecoder();
  ears.set(id, new Ear({ decoder, tell: (frame) => tell({ is: "frame", id, frame }), atMs, nowMs: now() }));
}

async function openMouth(id: number, live: boolean): Promise<void> {
  const encoders = await openEncoders();
  const mouth = new Mouth({
    encoders,
    line: live ? new LiveLine() : new Queue(),
    slot: (slot) => tell({ is: "slot", id, slot }),
    speaking: (on) => tell({ is: "speaking", id, on }),
    nowMs: now(),
  });
  mouths.set(id, mouth);
}

function close(id: number): void {
  ears.get(id)?.close();
  ears.delete(id);
  mouths.get(id)?.close();
  mouths.delete(id);
}

/** One voice that fails costs the others nothing. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    trouble(error);
  }
}

function trouble(error: unknown): void {
  tell({ is: "trouble", what: error instanceof Error ? error.message : "it is no error" });
}
