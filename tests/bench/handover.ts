// Bench: how long nobody is heard while the seat changes, beside the pace of a voice that goes on
import { rm } from "node:fs/promises";
import { type Caller, makeCaller } from "../kit/caller.ts";
import { dataFolder, startHouse } from "../kit/house.ts";
import { joinRoom, type LivePeer } from "../kit/live-peer.ts";
import { until } from "../kit/until.ts";
import { closing } from "./kit/closing.ts";
import { end } from "./kit/bare.ts";
import { median, percentile, report, round, table } from "./kit/figures.ts";

/** Each takes the countdown that everybody sees, 8 s. */
const settings = { handovers: 15, spokenPackets: 25 };
const goals = { p95Ms: 500 };

type Change = { readonly silenceMs: number; readonly paceMs: number };

type Somebody = Caller & { readonly id: string };
type Speaker = { readonly peer: LivePeer; readonly id: string; readonly producerId: string };

await closing(async (own) => {
  const folder = await dataFolder();
  own(() => rm(folder, { recursive: true, force: true }));
  const house = await startHouse({ DATA_DIR: folder, LOG_LEVEL: "warn" });
  own(() => end(house.launcher.pid, house.gone));
  const people = [
    await signUp(house.url, "Mo"),
    await signUp(house.url, "Ann"),
    await signUp(house.url, "Ben"),
  ] as const;
  const sessionId = await begin(...people);
  const enter = async (person: Somebody): Promise<{ peer: LivePeer; id: string }> => {
    const peer = await joinRoom(house.url, { ...person, name: "", email: "" }, sessionId);
    own(() => peer.close());
    return { peer, id: person.id };
  };
  const [{ peer: listener }, first, second] = [await enter(people[0]), await enter(people[1]), await enter(people[2])];
  await first.peer.page.ask("seat:take", {});
  let speaker: Speaker = { ...first, producerId: await first.peer.rtc.publish("mic") };
  let next = second;
  const changes: Change[] = [];
  while (changes.length < settings.handovers) {
    const { change, now } = await handOver(speaker, next, listener);
    changes.push(change);
    [next, speaker] = [speaker, now];
  }
  finish(changes);
});

/** The page of who is next publishes during the countdown, as the real one does. */
async function handOver(
  from: Speaker,
  to: Omit<Speaker, "producerId">,
  listener: LivePeer,
): Promise<{ change: Change; now: Speaker }> {
  await listener.producerOf(from.id);
  await listener.listenToAll();
  await speaks(listener, from.producerId);
  await from.peer.page.ask("seat:give", { personId: to.id });
  const producerId = await to.peer.rtc.publish("mic");
  await listener.page.sees((view) => view.people[to.id]?.tracks[0]?.producerId === producerId);
  await listener.listenToAll();
  await speaks(listener, producerId);
  const [before, after] = [listener.rtc.heard(from.producerId), listener.rtc.heard(producerId)];
  const silenceMs = Math.max(0, after.firstMs - before.lastMs);
  const paceMs = (before.lastMs - before.firstMs) / (before.packets - 1);
  return { change: { silenceMs, paceMs }, now: { ...to, producerId } };
}

async function signUp(url: string, name: string): Promise<Somebody> {
  const caller = makeCaller(url, "127.0.0.1");
  const email = `${name.toLowerCase()}@example.com`;
  const { id } = await caller.post("/account/sign-up", { body: { name, email, password: "a long enough password" } });
  return { ...caller, id };
}

/** A grind of all of them, and a session in it that is live. */
async function begin(host: Caller, ...guests: readonly Caller[]): Promise<string> {
  const { id } = await host.post("/grinds", { body: { name: "Thursday Loop" } });
  const { url } = await host.post("/grinds/:id/invites", { params: { id }, body: { kind: "link" } });
  const token = /token=([\w-]+)/.exec(url ?? "")?.[1] ?? "";
  for (const it of guests) await it.post("/invites/:token/accept", { params: { token } });
  const body = { mode: "peer", when: { kind: "now", timeZone: "Europe/Stockholm" } } as const;
  return (await host.post("/grinds/:id/sessions", { params: { id }, body })).id;
}

async function speaks(listener: LivePeer, producerId: string): Promise<void> {
  await until(() => listener.rtc.heard(producerId).packets >= settings.spokenPackets);
}

function finish(changes: readonly Change[]): void {
  const silences = changes.map((it) => it.silenceMs);
  const p50Ms = round(median(silences));
  const p95Ms = round(percentile(silences, 0.95));
  const paceMs = round(median(changes.map((it) => it.paceMs)));
  console.log(table([["hand-overs", "silence p50 ms", "p95 ms", "a voice's pace ms"], [
    changes.length,
    p50Ms,
    p95Ms,
    paceMs,
  ]]));
  const maxMs = round(Math.max(...silences));
  report({
    bench: "handover",
    figures: { p50Ms, p95Ms, maxMs, paceMs, ratioToPace: round(p50Ms / paceMs, 2) },
    goals,
    met: p95Ms <= goals.p95Ms,
  });
}
