import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { startJanus } from "./janus.ts";
import type { Recording } from "./recorded.ts";

type Options = { readonly address: string; readonly port: number; readonly media: string; readonly home: string };

/** Janus in its best configuration here, which writes what is published into its own files. */
export async function startRecordedJanus({ home, ...options }: Options): Promise<Recording> {
  const janus = await startJanus({ name: "janus", crypto: "nss", ...options, recordIn: home });
  return {
    name: "janus",
    version: janus.version,
    pids: () => [janus.pid],
    publish: (offer, ssrc) => janus.publish(offer, ssrc),
    begin: () => Promise.resolve(),
    packets: () => Promise.resolve(mjrFiles(home).reduce((sum, it) => sum + packetsInMjr(it), 0)),
    close: () => janus.close(),
  };
}

/** Janus's recordings of sound in a folder. */
export function mjrFiles(folder: string): string[] {
  return readdirSync(folder).filter((it) => it.endsWith(".mjr") && statSync(join(folder, it)).size > 0).map((it) =>
    join(folder, it)
  );
}

/** Whole packets in such a file: eight bytes of name and time, a length, and what was sent. */
export function packetsInMjr(path: string): number {
  const bytes = readFileSync(path);
  let count = -1; // its header looks the same
  for (let at = 0; at + 10 <= bytes.length;) {
    const end = at + 10 + bytes.readUInt16BE(at + 8);
    if (end > bytes.length) break;
    count++;
    at = end;
  }
  return Math.max(0, count);
}
