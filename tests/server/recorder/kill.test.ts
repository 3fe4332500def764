import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { wholeOf } from "../../../server/recorder/log/whole.ts";
import { readLog } from "../../../server/recorder/log/read.ts";
import { logKey } from "../../../server/recorder/tap/format.mjs";
import { Chance } from "../../kit/chance.ts";
import { startTestTap } from "../../kit/tap.ts";
import { until } from "../../kit/until.ts";

/** Another seed kills at other moments; `KILLS=100` is for who has time. */
const seed = Number(process.env.KILL_SEED ?? 20260105);
const kills = Number(process.env.KILLS ?? 8);
const tracks = 4;
const dataKey = Buffer.alloc(32, 9);
const fixture = new URL("kill-fixture.mjs", import.meta.url).pathname;
const logOf = (track: number) => ({ takeId: "take", trackId: `t${track}` });

let tap: Awaited<ReturnType<typeof startTestTap>>;
beforeAll(async () => {
  tap = await startTestTap();
});
afterAll(() => tap.close());

/** Runs until it is killed after `ms` of sending; gives back the last packet of each track that it said it had sent. */
async function killedAfter(ms: number): Promise<number[]> {
  const keys = Array.from({ length: tracks }, (_, track) => [
    `KEY_${track}`,
    Buffer.from(logKey(dataKey, logOf(track))).toString("base64"),
  ]);
  const child = spawn("node_modules/.bin/node", [fixture, tap.socket, `${tracks}`], {
    env: { PATH: process.env.PATH ?? "", ...Object.fromEntries(keys) as Record<string, string> },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => text += more);
  const gone = new Promise((resolve) => child.once("close", resolve));
  await until(() => text.includes("\n"));
  await after(ms);
  child.kill("SIGKILL");
  await gone;
  const last = Array.from({ length: tracks }, () => -1);
  for (const it of text.split("\n").slice(0, -1)) {
    const [track = 0, sequence = 0] = it.split(" ").map(Number);
    last[track] = sequence;
  }
  return last;
}

async function packetsOf(file: string): Promise<{ sequence: number; atUs: number }[]> {
  const all = [];
  for await (const it of readLog(createReadStream(file), dataKey)) {
    if (it.kind === "packet") all.push({ sequence: Buffer.from(it.rtp).readUInt16BE(2), atUs: it.atUs });
  }
  return all;
}

it(`loses not one packet in ${kills} kills of the server, whenever they come`, async () => {
  const chance = new Chance(seed);
  const folder = path.join(tap.folder, "take");
  for (let kill = 0; kill < kills; kill++) {
    const last = await killedAfter(chance.below(900));
    await until(async () => !(await readdir(folder)).some((it) => it.endsWith(".lock")));
    for (const [track, lastSent] of last.entries()) {
      const file = path.join(folder, `t${track}.log`);
      expect(await wholeOf(file, dataKey)).toMatchObject({ cutBytes: 0 });
      const packets = await packetsOf(file);
      const told = packets.slice(0, lastSent + 1).map((it) => it.sequence);
      expect(told, `kill ${kill} of seed ${seed}, track ${track}`).toEqual(Array.from(told, (_, at) => at));
      expect(told.length).toBe(lastSent + 1);
      // No time goes back, and the whole is as long as it took.
      const times = packets.map((it) => it.atUs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    await rm(folder, { recursive: true });
  }
}, 30_000 + kills * 5_000);
