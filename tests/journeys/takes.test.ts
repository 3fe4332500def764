import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Take } from "../../proto/http/takes.ts";
import { browserRecording } from "../kit/browser-recording.ts";
import { formOf, type FormPart, formType } from "../kit/form.ts";
import { openPage } from "../kit/live-page.ts";
import { addGrind, addSession, addTask, ids } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

let server: TestServer;
let owner: Person;
let stranger: Person;
beforeAll(async () => {
  server = await startServer();
  [owner, stranger] = [await server.known("Oriole"), await server.known("Stork")];
});
afterAll(() => server?.close());

/** An interview that is over and of which nothing is recorded. */
const interviewed = async (): Promise<string> => {
  const taskId = await addTask(server.database.db);
  const { id } = await owner.post("/interviews", { body: { taskId, mode: "ai" } });
  for (const status of ["IN_PROGRESS", "COMPLETED"] as const) {
    await owner.post("/interviews/:id/status", { params: { id }, body: { status } });
  }
  return id;
};
const storedTake = (id: string): Promise<Take> =>
  until(async () => {
    const { take } = await owner.get("/interviews/:id/take", { params: { id } });
    return take?.state === "stored" && take;
  });
/** An interview whose owner's browser recorded 3 s of it and sent them. */
const recorded = async () => {
  const id = await interviewed();
  const file = await browserRecording(150);
  const fallback = await owner.post("/interviews/:id/audio", { params: { id }, body: { sinceMs: 3_000 } });
  const params = { id, trackId: fallback.id };
  const half = Math.floor(file.length / 2);
  await owner.put("/interviews/:id/audio/:trackId", { params, query: { offset: 0 }, body: file.subarray(0, half) });
  const late = await owner.call("PUT /interviews/:id/audio/:trackId", { params, query: { offset: 7 }, body: file });
  expect(late).toMatchObject({ status: 409, body: { error: { code: "conflict", offset: half } } });
  expect((await owner.get("/interviews/:id/audio/:trackId", { params })).received).toBe(half);
  const last = { offset: half, last: "true" as const };
  await owner.put("/interviews/:id/audio/:trackId", { params, query: last, body: file.subarray(half) });
  return { id, take: await storedTake(id), trackId: fallback.id };
};
const play = (path: string, who: Person | null, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${server.url}${path}`, { method, headers: { ...headers, ...(who ? { cookie: who.cookie() } : {}) } });
const linkTo = async (id: string, trackId: string): Promise<string> =>
  (await owner.post("/interviews/:id/tracks/:trackId/link", { params: { id, trackId } })).url;

describe("the recording of an interview", () => {
  let made: { id: string; take: Take; trackId: string };
  let url: string;
  beforeAll(async () => {
    made = await recorded();
    url = await linkTo(made.id, made.trackId);
  });

  it("is shown to its owner with its tracks on one time line", () => {
    expect(made.take).toMatchObject({
      interviewId: made.id,
      state: "stored",
      durationMs: 3_000,
      tracks: [{
        id: made.trackId,
        kind: "fallback",
        recordedBy: "browser",
        person: { id: owner.id, name: "Oriole" },
        mine: true,
        playable: true,
        firstMs: 0,
        lastMs: 3_000,
      }],
    });
  });

  it("tells its owner on every page how far it is, and nobody else", async () => {
    const [mine, other, theirs] = await Promise.all([owner, owner, stranger].map((it) => openPage(server.url, it)));
    const { id } = await recorded();
    for (const page of [mine, other]) {
      expect(await page?.hears("take:changed", (it) => it.interviewId === id && it.state === "stored")).toMatchObject({
        progress: 100,
      });
    }
    expect(theirs?.heard("take:changed")).toEqual([]);
    for (const page of [mine, other, theirs]) page?.close();
  });

  it("plays for its owner, whole and in parts", async () => {
    const whole = await play(url, owner);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-type": "audio/ogg; codecs=opus",
      "accept-ranges": "bytes",
      "cache-control": "private, no-store",
    });
    const bytes = new Uint8Array(await whole.arrayBuffer());
    expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe("OggS");
    expect(whole.headers.get("content-length")).toBe(String(bytes.length));
    for (
      const [range, from, to] of [["bytes=10-19", 10, 20], ["bytes=-5", -5, undefined], [
        "bytes=40-",
        40,
        undefined,
      ]] as const
    ) {
      const part = await play(url, owner, { range });
      expect(part.status, range).toBe(206);
      expect(new Uint8Array(await part.arrayBuffer()), range).toEqual(bytes.slice(from, to));
    }
    const part = await play(url, owner, { range: "bytes=10-19" });
    expect(part.headers.get("content-range")).toBe(`bytes 10-19/${bytes.length}`);
    const stale = await play(url, owner, { range: "bytes=10-19", "if-range": `"another"` });
    expect([stale.status, (await stale.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
    const behind = await play(url, owner, { range: `bytes=${bytes.length}-` });
    expect([behind.status, behind.headers.get("content-range")]).toEqual([416, `bytes */${bytes.length}`]);
    const head = await play(url, owner, {}, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      String(bytes.length),
      "",
    ]);
  });

  it("plays for nobody else who got hold of the link, nor for a link that was bent", async () => {
    for (const who of [stranger, null]) {
      const answer = await play(url, who);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain("OggS");
    }
    expect((await play(`${url.slice(0, -3)}AAA`, owner)).status).toBe(404);
    expect((await play("/media/x", owner)).status).toBe(404);
  });

  it("is nothing to somebody else, in any way of asking", async () => {
    const params = { id: made.id, trackId: made.trackId };
    for (
      const [name, sent] of [
        ["GET /interviews/:id/take", {}],
        ["DELETE /interviews/:id/take", {}],
        ["DELETE /interviews/:id/tracks/:trackId", {}],
        ["POST /interviews/:id/tracks/:trackId/link", {}],
        ["POST /interviews/:id/audio", { body: { sinceMs: 0 } }],
        ["GET /interviews/:id/audio/:trackId", {}],
        ["PUT /interviews/:id/audio/:trackId", { query: { offset: 0 }, body: new Uint8Array(3) }],
      ] as const
    ) {
      expect((await stranger.call(name, { params, ...sent })).status, name).toBe(404);
    }
    const no = await stranger.call("DELETE /interviews/:id/consents/:purpose", {
      params: { ...params, purpose: "record" },
    });
    expect(no.status).toBe(404);
    expect((await owner.get("/interviews/:id/take", { params })).take?.state).toBe("stored");
  });

  it("takes no piece that is too large, and no other's track for its own", async () => {
    const other = await recorded();
    const params = { id: other.id, trackId: made.trackId };
    expect((await owner.call("GET /interviews/:id/audio/:trackId", { params })).status).toBe(404);
    expect((await owner.call("POST /interviews/:id/tracks/:trackId/link", { params })).status).toBe(404);
    expect((await owner.call("DELETE /interviews/:id/tracks/:trackId", { params })).status).toBe(404);
    const { id: trackId } = await owner.post("/interviews/:id/audio", {
      params: { id: made.id },
      body: { sinceMs: 0 },
    });
    const big = { params: { id: made.id, trackId }, query: { offset: 0 }, body: new Uint8Array(4_000_001) };
    expect((await owner.call("PUT /interviews/:id/audio/:trackId", big)).status).toBe(413);
  });

  describe("sent at once, as the file of a form", () => {
    const send = async (id: string, parts: readonly FormPart[], who = owner, headers: Record<string, string> = {}) => {
      const path = `/api/v1/interviews/${id}/audio`;
      const sent = { method: "POST", path, headers: { "content-type": formType, ...headers }, body: formOf(parts) };
      const { status, text } = await who.raw(sent);
      return { status, body: JSON.parse(text) as { id: string; state: string; error?: { message: string } } };
    };
    const voice = async (): Promise<FormPart> => ({
      name: "audio",
      filename: "not-to-be-believed.exe",
      value: await browserRecording(150),
    });
    const nothingOf = async (id: string): Promise<void> => {
      const { take } = await owner.get("/interviews/:id/take", { params: { id } });
      expect(take?.tracks ?? []).toEqual([]);
    };

    it("becomes a track from the beginning of the interview on, once for one key", async () => {
      const id = await interviewed();
      const key = { "idempotency-key": "the-same-attempt" };
      const [part, again] = [await voice(), await voice()];
      const first = await send(id, [part], owner, key);
      expect(first).toMatchObject({ status: 201, body: { state: "received" } });
      expect(await send(id, [again], owner, key)).toEqual(first);
      const { tracks } = await storedTake(id);
      expect(tracks).toMatchObject([{ id: first.body.id, kind: "fallback", firstMs: 0, mine: true, playable: true }]);
    });

    it.each<[string, number, (voice: FormPart) => FormPart[]]>([
      ["two files", 400, (it) => [it, it]],
      ["no file", 400, () => [{ name: "sinceMs", value: "200" }]],
      ["a beginning that is no number", 400, (it) => [{ name: "sinceMs", value: "soon" }, it]],
      ["what is no sound", 400, (it) => [{ ...it, filename: "voice.webm", value: "<html>" }]],
      ["an empty file", 400, (it) => [{ ...it, value: "" }]],
    ])("is refused as %s, with one sentence, and nothing of it stays", async (_, status, parts) => {
      const id = await interviewed();
      const answer = await send(id, parts(await voice()));
      expect([answer.status, answer.body.error?.message.length]).toEqual([status, expect.any(Number)]);
      await nothingOf(id);
    });

    it("is refused by the length that it says, and to everybody but the owner of the interview", async () => {
      const id = await interviewed();
      const much = { "content-length": "300000000", connection: "close" };
      expect((await send(id, [await voice()], owner, much)).status).toBe(413);
      expect((await send(id, [await voice()], stranger)).status).toBe(404);
      expect((await send(id, [await voice()], owner, { origin: "https://elsewhere.example" })).status).toBe(403);
      await nothingOf(id);
    });
  });

  it("says until when it is kept, which follows what its owner chooses and nobody else", async () => {
    const { id } = await recorded();
    const keptDays = async (): Promise<number> => {
      const { take } = await owner.get("/interviews/:id/take", { params: { id } });
      return (Date.parse(take?.keptUntil ?? "") - Date.parse(take?.endedAt ?? "")) / 86_400_000;
    };
    await stranger.put("/me/keeping", { body: { days: 1 } });
    expect(await keptDays()).toBe(90);
    await owner.put("/me/keeping", { body: { days: 30 } });
    expect(await keptDays()).toBe(30);
    expect((await owner.call("PUT /me/keeping", { body: { days: 91 } })).status).toBe(400);
    await owner.put("/me/keeping", { body: { days: null } });
    expect(await keptDays()).toBe(90);
  });

  it("is gone for its owner too once it was deleted, and its links with it", async () => {
    const { id, trackId } = await recorded();
    const link = await linkTo(id, trackId);
    await owner.del("/interviews/:id/take", { params: { id } });
    expect((await play(link, owner)).status).toBe(410);
    expect((await owner.get("/interviews/:id/take", { params: { id } })).take).toMatchObject({
      state: "erased",
      tracks: [],
    });
    await owner.del("/interviews/:id/take", { params: { id } });
    await owner.del("/interviews/:id", { params: { id } });
    expect((await owner.call("GET /interviews/:id/take", { params: { id } })).status).toBe(404);
  });

  it("goes with its interview", async () => {
    const { id, trackId } = await recorded();
    const link = await linkTo(id, trackId);
    await owner.del("/interviews/:id", { params: { id } });
    expect((await play(link, owner)).status).toBe(410);
    const { rows } = await server.admin.get("/admin/audit");
    expect(rows.filter((it) => it.subjectId === id)).toMatchObject([
      { action: "interview.deleted", details: {} },
      { action: "take.erased", details: { objects: 1, logs: 0 } },
    ]);
  });

  it("takes back in its session too what somebody no longer agrees to while it runs", async () => {
    const { db } = server.database;
    const [at, interviewId] = [new Date(), ids.next()];
    const grindId = await addGrind(db, { [owner.id]: "owner" });
    const sessionId = await addSession(db, { grindId, madeById: owner.id, at });
    const given = { personId: owner.id, purpose: "record", givenAt: at } as const;
    await db.prisma.sessionConsent.create({ data: { sessionId, ...given } });
    const row = { id: interviewId, ownerId: owner.id, sessionId, mode: "peer", status: "IN_PROGRESS" } as const;
    await db.prisma.interview.create({ data: { ...row, createdAt: at, startedAt: at } });
    await db.prisma.consent.create({ data: { id: ids.next(), interviewId, ...given } });
    const params = { id: interviewId, purpose: "record" } as const;
    await owner.del("/interviews/:id/consents/:purpose", { params });
    const { given: left } = await owner.get("/sessions/:id/consents", { params: { id: sessionId } });
    expect(left).toEqual([]);
    expect(await db.prisma.consent.count({ where: { interviewId, withdrawnAt: null } })).toBe(0);
    expect((await owner.call("DELETE /interviews/:id/consents/:purpose", { params })).status).toBe(404);
    await db.prisma.interview.update({ where: { id: interviewId }, data: { status: "COMPLETED", endedAt: at } });
  });
});
