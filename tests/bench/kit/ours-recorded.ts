import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { startTap } from "../../../server/native/tap.mjs";
import { ensureFfmpeg } from "./ffmpeg-package.mjs";
import { startBeside } from "./lines.ts";
import type { Recording } from "./recorded.ts";

type Call<W, A> = { readonly wish: W; readonly answer: A };
export type By = "tap" | "direct" | "ffmpeg";

/** What one of our rooms in its own process can be asked. */
export type RecorderCalls = {
  readonly publish: Call<{ readonly offer: string; readonly ssrc: number }, { readonly answer: string }>;
  readonly begin: Call<{ readonly by: By }, { readonly sdps: readonly string[] }>;
  readonly packets: Call<null, number>;
  readonly facts: Call<null, { readonly version: string }>;
};

type Options = { readonly by: By; readonly address: string; readonly port: number; readonly home: string };

/** One of our rooms, recorded in one of three ways. */
export async function startRecorded({ by, address, port, home }: Options): Promise<Recording> {
  const tap = by === "tap" ? await startTap({ dataDir: home, say: () => {} }) : undefined;
  const folder = join(home, "direct");
  mkdirSync(folder, { recursive: true });
  const file = new URL("our-recorder.ts", import.meta.url).pathname;
  const args = ["run", "-A", "--node-modules-dir=manual", file, address, `${port}`, tap?.socket ?? "", folder];
  const beside = startBeside<RecorderCalls>("node_modules/deno/deno", args);
  const { version } = await beside.ask("facts", null);
  const files: ReturnType<typeof ffmpegs> = { pids: [], packets: () => 0, close: () => Promise.resolve() };
  return {
    name: by,
    version,
    pids: () => [beside.pid, ...(tap ? [tap.pid()] : []), ...files.pids],
    publish: (offer, ssrc) => beside.ask("publish", { offer, ssrc }),
    async begin() {
      const { sdps } = await beside.ask("begin", { by });
      if (by === "ffmpeg") Object.assign(files, ffmpegs(sdps, folder, await ensureFfmpeg({ say: console.log })));
    },
    packets: () => by === "ffmpeg" ? Promise.resolve(files.packets()) : beside.ask("packets", null),
    async close() {
      await beside.close();
      await files.close();
      await tap?.stop();
    },
  };
}

type Ffmpeg = Awaited<ReturnType<typeof ensureFfmpeg>>;

/** One ffmpeg for each stream, which copies it into a file. */
export function ffmpegs(sdps: readonly string[], folder: string, { executable, env }: Ffmpeg) {
  const paths = sdps.map((sdp, at) => {
    const path = join(folder, `${at}.sdp`);
    writeFileSync(path, sdp);
    return { sdp: path, ogg: join(folder, `${at}.ogg`) };
  });
  const children = paths.map(({ sdp, ogg }): ChildProcess => {
    // It would take the silence between two rounds for the end.
    const patience = ["-listen_timeout", "3600"];
    const take = ["-protocol_whitelist", "file,udp,rtp", ...patience, "-analyzeduration", "0", "-i", sdp];
    const args = ["-nostdin", "-loglevel", "error", ...take, "-c", "copy", "-flush_packets", "1", "-y", ogg];
    return spawn(executable, args, { env: { ...process.env, ...env }, stdio: "ignore" });
  });
  const gone = children.map((it) => new Promise<void>((resolve) => it.once("exit", () => resolve())));
  return {
    pids: children.flatMap((it) => it.pid ?? []),
    /** Ogg has each packet's length in a table, so that what is beside them is little: near enough to see that all came. */
    packets: () => paths.reduce((sum, { ogg }) => sum + packetsInOgg(ogg), 0),
    close: async () => {
      const left = children.filter((it) => it.exitCode === null && it.signalCode === null);
      for (const it of left) it.kill("SIGKILL"); // it waits for packets before it listens to a signal
      await Promise.all(gone);
    },
  };
}

/** Packets on the whole pages of an Ogg file. */
export function packetsInOgg(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })) return 0;
  const bytes = readFileSync(path);
  let count = 0;
  for (let at = bytes.indexOf("OggS"); at >= 0 && at + 27 <= bytes.length; at = bytes.indexOf("OggS", at + 1)) {
    const table = bytes.subarray(at + 27, at + 27 + (bytes[at + 26] ?? 0));
    count += table.filter((it) => it < 255).length;
  }
  return Math.max(0, count - 2); // its two headers
}
