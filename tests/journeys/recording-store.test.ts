import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPostgres } from "../../server/native/postgres.mjs";
import { makeCaller } from "../kit/caller.ts";
import { dataFolder, type House, runs, startHouse } from "../kit/house.ts";
import { joinRoom, type LivePeer } from "../kit/live-peer.ts";
import { type S3Fake, s3Fake } from "../kit/s3.ts";
import { type Person, startServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

const closers: (() => unknown)[] = [];
let store: S3Fake;
let env: Record<string, string>;
beforeAll(async () => {
  // Neither machine's, and at a place where their permissions let them reach it.
  const folder = await dataFolder();
  closers.push(() => rm(folder, { recursive: true }));
  const database = await startPostgres({ dataDir: path.join(folder, "postgres"), durable: false });
  closers.push(() => database.stop());
  const keyFile = path.join(folder, "master.key");
  await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
  store = await s3Fake();
  closers.push(() => store.close());
  const [vault, shelf] = [store.bucket("voices"), store.bucket("masks")];
  env = {
    DATABASE_URL: database.url,
    MASTER_KEY_FILE: keyFile,
    S3_ENDPOINT: store.url,
    S3_REGION: store.region,
    S3_BUCKET: "voices",
    S3_ACCESS_KEY_ID: vault.accessKeyId,
    S3_SECRET_ACCESS_KEY: vault.secretAccessKey,
    S3_SHELF_BUCKET: "masks",
    S3_SHELF_ACCESS_KEY_ID: shelf.accessKeyId,
    S3_SHELF_SECRET_ACCESS_KEY: shelf.secretAccessKey,
  };
});
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Machine = { readonly house: House; readonly url: string; readonly dataDir: string };

/** A machine: the launcher with all its processes, and a folder that no other one sees. */
async function machine(): Promise<Machine> {
  const dataDir = await dataFolder();
  closers.push(() => rm(dataDir, { recursive: true, force: true }));
  const house = await startHouse({ ...env, DATA_DIR: dataDir });
  closers.push(() => house.signal("SIGTERM"));
  return { house, url: house.url.replace("localhost", "127.0.0.1"), dataDir };
}

/** As a machine goes: every process at once, and its disk. */
async function lose({ house, dataDir }: Machine): Promise<void> {
  const all = [house.launcher.pid ?? -1, ...house.family()];
  for (const pid of all) process.kill(pid, "SIGKILL");
  await until(() => !all.some(runs));
  await rm(dataDir, { recursive: true, force: true });
}

async function enter(url: string, person: Person, sessionId: string): Promise<LivePeer> {
  const peer = await joinRoom(url, person, sessionId);
  closers.push(() => peer.close());
  return peer;
}

it("a machine that is lost while it records costs seconds: another one goes on, finishes it and plays it", async () => {
  const here = await machine();
  const there = await startServer({ env, records: true });
  closers.push(() => there.close());
  const caller = makeCaller(here.url, "198.18.0.1");
  closers.push(() => caller.close());
  const account = { name: "Ann", email: `ann-${Date.now()}@example.com`, password: "a long enough password" };
  const { id } = await caller.post("/account/sign-up", { body: account });
  const ann: Person = { ...caller, id, name: account.name, email: account.email };
  const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
  const when = { kind: "now", timeZone: "Europe/Lisbon" } as const;
  const body = { mode: "peer", when } as const;
  const { id: sessionId } = await ann.post("/grinds/:id/sessions", { params: { id: grindId }, body });
  const seat = await enter(here.url, ann, sessionId);
  await seat.page.ask("consent:set", { purpose: "record", given: true });
  await seat.page.ask("seat:take", {});
  await seat.page.ask("interview:start", {});
  await seat.rtc.publish("mic");
  const { interview } = await seat.page.sees((view) => view.recording.state === "healthy");
  const interviewId = interview?.id ?? "";
  await seat.rtc.sent(150);
  const shipped = (): number =>
    [...store.inside("voices").objects.keys()].filter((it) => it.includes("running/")).length;
  const before = shipped();
  await until(() => shipped() > before); // what was said until then is in the store
  await lose(here);

  const cookies = new Map(ann.cookie().split("; ").map((it) => it.split("=", 2) as [string, string]));
  const elsewhere = makeCaller(there.url, "198.18.0.2", cookies);
  closers.push(() => elsewhere.close());
  const again: Person = { ...elsewhere, id, name: account.name, email: account.email };
  // The database lets go of what a dead machine held when it notices.
  const back = await until(() => enter(there.url, again, sessionId).catch(() => undefined));
  expect(back.page.view().interview?.id).toBe(interviewId);
  await back.rtc.publish("mic");
  await back.page.sees((view) => view.recording.state === "healthy");
  // A store that refuses for a while: safe on this machine, and said not to leave it.
  store.fault({ status: 403, code: "AccessDenied" }, { when: /^PUT .*running/ });
  const { recording } = await back.page.sees((view) => view.recording.state === "unsent");
  expect(recording).toEqual({ state: "unsent", trouble: "not-sent", lost: [] });
  await back.rtc.sent(100);
  store.heal();
  await back.page.sees((view) => view.recording.state === "healthy");
  await back.page.ask("interview:end", {});

  const take = await until(async () => {
    const { take } = await again.get("/interviews/:id/take", { params: { id: interviewId } });
    return take?.state === "stored" && take;
  }, 30_000);
  expect(take.tracks).toMatchObject([{ kind: "voice", mine: true, playable: true, endedEarly: null }]);
  const params = { id: interviewId, trackId: take.tracks[0]?.id ?? "" };
  const { url } = await again.post("/interviews/:id/tracks/:trackId/link", { params });
  const file = await fetch(`${there.url}${url}`, { headers: { cookie: again.cookie() } });
  expect(Buffer.from(await file.arrayBuffer()).subarray(0, 4).toString()).toBe("OggS");
  // Of the three seconds before, what was sent in time; and the two after.
  const [voice] = take.tracks;
  expect((voice?.lastMs ?? 0) - (voice?.firstMs ?? 0) - (voice?.gapsMs ?? 0)).toBeGreaterThan(2_000 + 1_000);
  expect(take.moments.map((it) => it.what)).toEqual(["seat", "end"]);
  expect(shipped()).toBe(0);
}, 120_000);
