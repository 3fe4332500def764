import { parentPort, workerData } from "node:worker_threads";
import { Logging, LogLevel } from "mediabunny";
import type { RemuxAnswer, RemuxStart, RemuxWish } from "./remux.ts";
import { takeVoice } from "./voice.ts";

const port = parentPort;
if (!port) throw new Error("this is a thread of another program");
const told = new Map<number, (answer: RemuxAnswer) => void>();
let asked = 0;
port.on("message", (answer: RemuxAnswer) => {
  told.get(answer.n)?.(answer);
  told.delete(answer.n);
});
const ask = (
  wish: { is: "read"; from: number; to: number } | { is: "write"; bytes: Uint8Array },
): Promise<RemuxAnswer> =>
  new Promise((resolve) => {
    const n = asked++;
    told.set(n, resolve);
    port.postMessage({ ...wish, n } satisfies RemuxWish);
  });

// What is odd about somebody's file is no news of this server.
Logging.level = LogLevel.Silent;
const { bytes } = workerData as RemuxStart;
const read = async (from: number, to: number): Promise<Uint8Array> =>
  (await ask({ is: "read", from, to })).bytes ?? new Uint8Array(0);
const found = await takeVoice({ bytes, read }, async (it) => void await ask({ is: "write", bytes: it }));
port.postMessage({ is: "done", found } satisfies RemuxWish);
