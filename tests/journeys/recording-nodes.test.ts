import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, makeCaller } from "../kit/caller.ts";
import { type FreshDatabase, freshDatabase } from "../kit/database.ts";
import { joinRoom, type LivePeer } from "../kit/live-peer.ts";
import { recordedBy } from "../kit/recorded.ts";
import { addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

const closers: (() => unknown)[] = [];
let database: FreshDatabase;
let here: TestServer;
let there: TestServer;

beforeAll(async () => {
  database = await freshDatabase();
  closers.push(() => database.close());
  const folder = await mkdtemp(path.join(tmpdir(), "nodes-"));
  closers.push(() => rm(folder, { recursive: true }));
  const keyFile = path.join(folder, "master.key");
  await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
  const env = { DATABASE_URL: database.url, MASTER_KEY_FILE: keyFile };
  here = await startServer({ env, records: true });
  there = await startServer({ env, records: true });
  closers.push(() => here.close(), () => there.close());
});
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const enter = async (url: string, person: Person, sessionId: string): Promise<LivePeer> => {
  const peer = await joinRoom(url, person, sessionId);
  closers.push(() => peer.close());
  return peer;
};

const sizesOf = async (folder: string): Promise<readonly (readonly [string, number])[]> => {
  const names = (await readdir(folder)).filter((it) => it.endsWith(".log"));
  return await Promise.all(names.map(async (it) => [it, (await stat(path.join(folder, it))).size] as const));
};
/** The same browser at the other node. */
const elsewhere = (person: Person): Caller => {
  const cookies = person.cookie().split("; ").map((it) => it.split("=", 2) as [string, string]);
  const caller = makeCaller(there.url, "192.0.2.7", new Map(cookies));
  closers.push(() => caller.close());
  return caller;
};
/** Somebody in an interview that the first node records. */
const recorded = async () => {
  const ann = await here.person("Ann");
  const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
  const sessionId = await addSession(database.db, { grindId, madeById: ann.id, at: new Date() });
  const seat = await enter(here.url, ann, sessionId);
  await seat.page.ask("consent:set", { purpose: "record", given: true });
  await seat.page.ask("seat:take", {});
  await seat.page.ask("interview:start", {});
  await seat.rtc.publish("mic");
  const { interview } = await seat.page.sees((view) => view.recording.state === "healthy");
  return { ann, sessionId, seat, interviewId: interview?.id ?? "" };
};

describe("a recording that is deleted at another node", () => {
  it("is not written any more where it was, which its room says, while people go on talking", async () => {
    const { ann, seat, interviewId } = await recorded();
    await elsewhere(ann).del("/interviews/:id/take", { params: { id: interviewId } });
    await seat.page.sees((view) => view.recording.state === "off");
    const sizes = () => sizesOf(path.join(here.dataDir, "vault", "logs", interviewId));
    const before = await sizes();
    await seat.rtc.sent(50);
    expect(await sizes()).toEqual(before);
    expect((await recordedBy({ dataDir: here.dataDir, database }).take(interviewId))?.take.state).toBe("erased");
    await seat.page.ask("interview:end", {});
  });
});

describe("a consent that is taken back at another node", () => {
  it("ends the recording of that person where the room is, which says so, and what was kept of them goes", async () => {
    const { ann, sessionId, seat, interviewId } = await recorded();
    const takes = recordedBy({ dataDir: here.dataDir, database });
    const track = () =>
      takes.take(interviewId).then((it) => it?.tracks.find(({ kind, deletedAt }) => kind === "voice" && !deletedAt));
    const { id } = await until(track);
    const voice = async (): Promise<number> => {
      const sizes = await sizesOf(path.join(here.dataDir, "vault", "logs", interviewId));
      return sizes.find(([name]) => name === `${id}.log`)?.[1] ?? 0;
    };
    await elsewhere(ann).post("/sessions/:id/consents", { params: { id: sessionId }, body: { given: [] } });
    await seat.page.sees((view) => view.people[ann.id]?.recorded.length === 0);
    await seat.rtc.sent(50); // what was on its way is written by then
    const before = await voice();
    await seat.rtc.sent(50);
    expect(await voice()).toBeLessThanOrEqual(before);
    expect(await track()).toBeUndefined();
    await seat.page.ask("interview:end", {});
  });
});

describe("a room that another node takes over, without a store that both reach", () => {
  it("goes on, and says that its recording is not here; what the first node has waits for it, whole", async () => {
    const { ann, sessionId, interviewId } = await recorded();
    const takes = recordedBy({ dataDir: here.dataDir, database });
    const before = await takes.take(interviewId);
    await here.close();

    const back = await enter(there.url, ann, sessionId);
    expect(back.page.view().interview?.id).toBe(interviewId);
    await back.rtc.publish("mic");
    const view = await back.page.sees((it) => it.recording.state === "failing");
    expect(view.recording).toEqual({
      state: "failing",
      trouble: "elsewhere",
      lost: [{ personId: ann.id, source: "mic" }],
    });
    const after = await takes.take(interviewId);
    expect([after?.take.state, after?.take.node]).toEqual(["recording", before?.take.node]);
    expect(after?.tracks.map((it) => it.id)).toEqual(before?.tracks.map((it) => it.id));

    await back.page.ask("interview:end", {});
    await until(async () => (await takes.take(interviewId))?.take.state === "finishing");
    await back.rtc.sent(50); // the other node would have found nothing by then
    expect((await takes.take(interviewId))?.take).toMatchObject({ state: "finishing", reason: null });
  });
});
