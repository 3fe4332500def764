import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Take } from "../../proto/http/takes.ts";
import { joinRoom, type LivePeer } from "../kit/live-peer.ts";
import { decoded } from "../kit/media-checks.ts";
import { childrenNamed } from "../kit/processes.ts";
import { spoken } from "../kit/real-media.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { likeness, secondsHeard, type Voice, voiceOf } from "../kit/sound.ts";
import { until } from "../kit/until.ts";

const voices = { ann: voiceOf(1), ben: voiceOf(2) };
/** One passage of a voice. */
const frames = 300;
/** A voice that went through a codec is more like itself than this, and less like another one. */
const sure = { own: 0.6, other: 0.4 };

let server: TestServer;
const peers: LivePeer[] = [];
beforeAll(async () => {
  server = await startServer({ records: true });
});
afterAll(() => server.close());
afterEach(() => peers.splice(0).forEach((it) => it.close()));

const enter = async (person: Person, sessionId: string, voice: Voice): Promise<LivePeer> => {
  const peer = await joinRoom(server.url, person, sessionId);
  peers.push(peer);
  peer.rtc.speech = await spoken(voice, frames);
  await peer.page.ask("consent:set", { purpose: "record", given: true });
  return peer;
};
const stored = (owner: Person, interviewId: string): Promise<Take> =>
  until(async () => {
    const { take } = await owner.get("/interviews/:id/take", { params: { id: interviewId } });
    return take?.state === "stored" && take;
  });

/** What the owner's player gets of their own track. */
async function played(owner: Person, interviewId: string, trackId: string): Promise<Voice> {
  const { url } = await owner.post("/interviews/:id/tracks/:trackId/link", { params: { id: interviewId, trackId } });
  const answer = await fetch(`${server.url}${url}`, { headers: { cookie: owner.cookie() } });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, expect.stringContaining("audio/ogg")]);
  const folder = await mkdtemp(path.join(tmpdir(), "played-"));
  try {
    const file = path.join(folder, "voice.ogg");
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
    return await decoded(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("a recorded interview", () => {
  it("gives its owner their own voice back, also around a worker that died, and nobody else's", async () => {
    const [ann, ben] = [await server.known("Ann"), await server.known("Ben")];
    const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
    await addMember(server.database.db, grindId, ben.id);
    const sessionId = await addSession(server.database.db, { grindId, madeById: ann.id, at: new Date() });
    const [seat, asker] = [await enter(ann, sessionId, voices.ann), await enter(ben, sessionId, voices.ben)];
    await seat.page.ask("seat:take", {});
    await asker.page.ask("asker:set", { personId: ben.id });
    await seat.page.ask("interview:start", {});
    await Promise.all([seat, asker].map((it) => it.rtc.publish("mic")));
    const interviewId = seat.page.view().interview?.id ?? "";
    await seat.rtc.sent(200);
    for (const pid of childrenNamed("mediasoup-worker")) process.kill(pid, "SIGKILL");
    await Promise.all([seat, asker].map(async (it) => {
      it.rtc.move(await it.page.hears("door:moved"));
      await it.rtc.publish("mic");
      await it.rtc.sent(200);
    }));
    await seat.page.ask("interview:end", {});

    const { tracks, alignment } = await stored(ann, interviewId);
    const [mine, theirs] = [ann, ben].map(({ id }) => tracks.find((it) => it.person?.id === id));
    expect([tracks.length, mine?.playable, theirs?.playable]).toEqual([2, true, false]);
    const voice = await played(ann, interviewId, mine?.id ?? "");
    expect(secondsHeard(voice)).toBeGreaterThan(6);
    expect(likeness(voice, voices.ann)).toBeGreaterThan(sure.own);
    expect(likeness(voice, voices.ben)).toBeLessThan(sure.other);
    expect(alignment?.p95Ms).toBeLessThan(100);
    const link = { params: { id: interviewId, trackId: theirs?.id ?? "" } };
    await expect(ann.post("/interviews/:id/tracks/:trackId/link", link)).rejects.toThrow();
  });
});
