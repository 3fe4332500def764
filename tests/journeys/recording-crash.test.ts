import { rm } from "node:fs/promises";
import process from "node:process";
import { afterEach, describe, expect, it } from "vitest";
import { type Caller, makeCaller } from "../kit/caller.ts";
import { dataFolder, freePort, type House, runs, startHouse } from "../kit/house.ts";
import { joinRoom, type LivePeer } from "../kit/live-peer.ts";
import type { Person } from "../kit/server.ts";
import { until } from "../kit/until.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A whole house on ports and a folder that it keeps, and somebody in it whose interview is recorded. */
async function interviewed() {
  const env = { DATA_DIR: await dataFolder(), PORT: `${await freePort()}`, RTC_PORT: `${await freePort()}` };
  closers.push(() => rm(env.DATA_DIR, { recursive: true, force: true }));
  const house = await startHouse(env);
  closers.push(() => house.signal("SIGTERM"));
  const url = house.url.replace("localhost", "127.0.0.1");
  const caller = makeCaller(url, "198.18.0.1");
  closers.push(() => caller.close());
  const account = { name: "Ann", email: "ann@example.com", password: "a long enough password" };
  const { id } = await caller.post("/account/sign-up", { body: account });
  const ann: Person = { ...caller, id, name: account.name, email: account.email };
  const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
  const when = { kind: "now", timeZone: "Europe/Lisbon" } as const;
  const { id: sessionId } = await ann.post("/grinds/:id/sessions", {
    params: { id: grindId },
    body: { mode: "peer", when },
  });
  const peer = await joinRoom(url, ann, sessionId);
  closers.push(() => peer.close());
  await peer.page.ask("consent:set", { purpose: "record", given: true });
  await peer.page.ask("seat:take", {});
  await peer.page.ask("interview:start", {});
  await peer.rtc.publish("mic");
  await recorded(peer);
  return { env, house, url, ann, sessionId, peer, interviewId: peer.page.view().interview?.id ?? "" };
}

/** Resolves when some seconds of it are safe. */
async function recorded(peer: LivePeer): Promise<void> {
  await peer.page.sees((view) => view.recording.state === "healthy");
  await peer.rtc.sent(100);
  expect(peer.page.view().recording.state).toBe("healthy");
}

async function again(env: Parameters<typeof startHouse>[0]): Promise<House> {
  const house = await startHouse(env);
  closers.push(() => house.signal("SIGTERM"));
  return house;
}

/** The take once its files are made. */
const stored = (ann: Caller, interviewId: string) =>
  until(async () => {
    const { take } = await ann.get("/interviews/:id/take", { params: { id: interviewId } });
    return take?.state === "stored" && take;
  }, 30_000);

describe("a recording whose server is killed", () => {
  it.each(["server", "launcher"] as const)("goes on after the next start, and is whole (%s)", async (what) => {
    const { env, house, url, ann, sessionId, interviewId } = await interviewed();
    const server = house.server();
    process.kill(what === "server" ? server : house.launcher.pid ?? 0, "SIGKILL");
    await house.gone;
    // Without its launcher it ends by itself, in order, and serves for a moment more.
    await until(() => !runs(server));
    await again(env);
    const back = await joinRoom(url, ann, sessionId);
    closers.push(() => back.close());
    expect(back.page.view().interview?.id).toBe(interviewId);
    await back.rtc.publish("mic");
    await recorded(back);
    await back.page.ask("interview:end", {});
    const take = await stored(ann, interviewId);
    expect(take.tracks).toMatchObject([{ kind: "voice", mine: true, playable: true, endedEarly: null }]);
    const [voice] = take.tracks;
    // Two seconds before and two after, and the start of a server in between.
    expect((voice?.lastMs ?? 0) - (voice?.firstMs ?? 0) - (voice?.gapsMs ?? 0)).toBeGreaterThan(3_500);
  });

  it("is finished at the next start, without anybody coming back, when its session was over", async () => {
    const { env, house, ann, peer, interviewId } = await interviewed();
    await peer.page.ask("session:end", {});
    process.kill(house.server(), "SIGKILL");
    await house.gone;
    await again(env);
    expect((await stored(ann, interviewId)).tracks).toMatchObject([{ kind: "voice", playable: true }]);
  });
});
