import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { emptyMs, keptMs } from "../../server/domain/seat/timers.ts";
import { Sweeper } from "../../server/retention/sweeper.ts";
import { makeCaller } from "../kit/caller.ts";
import { type FreshDatabase, freshDatabase } from "../kit/database.ts";
import { joinRoom } from "../kit/live-peer.ts";
import { recordedBy } from "../kit/recorded.ts";
import { addSession } from "../kit/rows.ts";
import { type S3Fake, s3Fake } from "../kit/s3.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

const dayMs = 86_400_000;
const keptDays = 3;
const closers: (() => unknown)[] = [];
let database: FreshDatabase;
let store: S3Fake;
let env: Record<string, string>;
let passedMs = 0;
/** Time goes by as it does, since the recorder is a process of its own, and further when told. */
const clock = { now: () => Date.now() + passedMs };

/** A node of several, and all that it does now and then, done when told. */
type Node = { readonly server: TestServer; sweep(): Promise<unknown> };

async function startNode(): Promise<Node> {
  const opened = vi.spyOn(Sweeper, "open");
  const server = await startServer({ env, clock, records: true });
  const sweepers = opened.mock.results.map(({ value }) => value as Sweeper);
  opened.mockRestore();
  closers.push(() => server.close());
  return { server, sweep: () => Promise.all(sweepers.map((it) => it.sweep())) };
}

beforeAll(async () => {
  database = await freshDatabase();
  store = await s3Fake();
  const folder = await mkdtemp(path.join(tmpdir(), "nodes-"));
  closers.push(() => database.close(), () => store.close(), () => rm(folder, { recursive: true }));
  const keyFile = path.join(folder, "master.key");
  await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
  const [vault, shelf] = [store.bucket("voices"), store.bucket("masks")];
  env = {
    DATABASE_URL: database.url,
    MASTER_KEY_FILE: keyFile,
    KEEP_ORIGINALS_DAYS: String(keptDays),
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

const stored = (begin: string): string[] =>
  [...store.inside("voices").objects.keys()].filter((it) => it.startsWith(begin));
const said = (message: string): number =>
  others.flatMap((it) => it.server.lines).filter((it) => it.includes(`"${message}"`)).length;
const interview = () => database.db.prisma.interview.findUniqueOrThrow({ where: { id: interviewId } });
const take = async () => (await recordedBy({ dataDir: "", database }).take(interviewId))?.take;
/** Time goes by, and all that is done now and then is done, by both at once. */
const later = async (ms: number): Promise<void> => {
  passedMs += ms;
  await Promise.all(others.map((it) => it.sweep()));
};
let others: Node[];
let ann: Person;
let interviewId: string;

it(
  "a machine that is lost for good ends in nobody's way: one of the others ends its interview and finishes it",
  async () => {
    const lost = await startNode();
    others = [await startNode(), await startNode()];
    ann = await lost.server.person("Ann");
    const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
    const sessionId = await addSession(database.db, { grindId, madeById: ann.id, at: new Date(clock.now()) });
    const seat = await joinRoom(lost.server.url, ann, sessionId);
    await seat.page.ask("consent:set", { purpose: "record", given: true });
    await seat.page.ask("seat:take", {});
    await seat.page.ask("interview:start", {});
    await seat.rtc.publish("mic");
    interviewId = (await seat.page.sees((view) => view.recording.state === "healthy")).interview?.id ?? "";
    await later(0);
    expect(said("room open")).toBe(0);
    await until(() => stored("running/").length > 0); // what was said until then is in the store
    seat.close();
    await lost.server.close();

    const noticedMs = clock.now();
    await later(0);
    const knownMs = clock.now();
    await later(emptyMs - (knownMs - noticedMs) - 10_000);
    expect(await interview()).toMatchObject({ status: "IN_PROGRESS" }); // it may come back, or somebody
    await later(20_000);
    await until(async () => await database.db.prisma.liveRoom.count({ where: { sessionId } }) === 0);
    const { endedAs, endedAt } = await interview();
    expect(endedAs).toBe("FAILED");
    expect(endedAt?.getTime()).toBeGreaterThanOrEqual(noticedMs + keptMs);
    expect(endedAt?.getTime()).toBeLessThanOrEqual(knownMs + keptMs);
    expect(said("room open")).toBe(1);

    await until(async () => (await take())?.state === "finishing");
    await later(0);
    await until(async () => (await take())?.state === "stored");
    await later(0);
    expect([said("a take of a lost machine is finished here"), said("take stored")]).toEqual([1, 1]);
    const tracks = (await recordedBy({ dataDir: "", database }).take(interviewId))?.tracks;
    expect(tracks?.find((it) => it.kind === "voice")).toMatchObject({ personId: ann.id, object: expect.any(String) });
    expect([stored("running/").length, stored(`objects/${interviewId}/`).length]).toEqual([0, tracks?.length]);
  },
  60_000,
);

it("originals go when they were kept for as long as the setting says", async () => {
  const dueMs = ((await take())?.endedAt?.getTime() ?? 0) + keptDays * dayMs;
  await later(dueMs - 60_000 - clock.now());
  expect((await take())?.state).toBe("stored");
  await later(120_000);
  expect((await take())?.state).toBe("expired");
  expect(stored(`objects/${interviewId}/`)).toEqual([]);
});

it("what a machine sent away of a recording after another one erased it goes too, though it never comes back", async () => {
  const [there] = others as [Node, Node];
  const cookies = ann.cookie().split("; ").map((it) => it.split("=", 2) as [string, string]);
  const elsewhere = makeCaller(there.server.url, "192.0.2.7", new Map(cookies));
  closers.push(() => elsewhere.close());
  await elsewhere.del("/interviews/:id/take", { params: { id: interviewId } });
  const late = `running/${interviewId}/${crypto.randomUUID()}/000000000000000-5`;
  store.inside("voices").objects.set(late, { etag: `"late"`, bytes: Buffer.from("voice") });
  await later(0);
  expect(stored("running/")).toEqual([]);
});
