import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinRoom, type LivePeer } from "../kit/live-peer.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { nodeWithSmallFiles } from "../kit/small-disk.ts";
import { until } from "../kit/until.ts";

const fits = 12;
const closers: (() => unknown)[] = [];
let server: TestServer;
let ann: Person;
let ben: Person;
let sessionId: string;

beforeAll(async () => {
  const program = await nodeWithSmallFiles(fits);
  closers.push(() => rm(path.dirname(program), { recursive: true }));
  server = await startServer({ records: true, program });
  closers.push(() => server.close());
  [ann, ben] = [await server.known("Ann"), await server.known("Ben")];
  const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
  await addMember(server.database.db, grindId, ben.id);
  sessionId = await addSession(server.database.db, { grindId, madeById: ann.id, at: new Date() });
});
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const enter = async (person: Person): Promise<LivePeer> => {
  const peer = await joinRoom(server.url, person, sessionId);
  closers.push(() => peer.close());
  return peer;
};

describe("a disk that takes no more", () => {
  it("is said to everybody, never stops the call, and what was kept until then is finished", async () => {
    const [seat, watcher] = [await enter(ann), await enter(ben)];
    await seat.page.ask("consent:set", { purpose: "record", given: true });
    await seat.page.ask("seat:take", {});
    await seat.page.ask("interview:start", {});
    const producerId = await seat.rtc.publish("mic");
    await watcher.producerOf(ann.id);
    await watcher.rtc.listen([producerId]);
    const interviewId = seat.page.view().interview?.id ?? "";
    await watcher.page.sees(({ recording }) => recording.state === "healthy");
    const view = await watcher.page.sees(({ recording }) => recording.state === "behind");
    expect(view.recording).toEqual({ state: "behind", trouble: "disk-full", lost: [] });
    const { packets } = watcher.rtc.heard(producerId);
    await until(() => watcher.rtc.heard(producerId).packets > packets + 25);
    await seat.page.ask("interview:end", {});
    const { take } = await until(async () => {
      const answer = await ann.get("/interviews/:id/take", { params: { id: interviewId } });
      return answer.take?.state === "stored" && answer;
    });
    expect(take?.tracks).toMatchObject([{ kind: "voice", endedEarly: "disk-full", playable: true }]);
    expect((take?.tracks[0]?.lastMs ?? 0) - (take?.tracks[0]?.firstMs ?? 0)).toBeGreaterThan(1_000);
  }, 60_000);
});
