import { expect, test as base } from "@playwright/test";
import { listen, recognised } from "./ears.ts";
import { openScene, type Scene } from "./scene.ts";
import { ask, enter, gather, type Gathered, type Meeting, type Member, takeSeat } from "./session.ts";

export { expect };
export * from "./session.ts";

type Fixtures = { meet: (meeting: Meeting) => Promise<Gathered>; calm: undefined };
/** `pair`: two people who talk, in one call that tests share, one after the other. */
type Shared = { mediaAt: string | undefined; scene: Scene; pair: readonly Member[] };

export const test = base.extend<Fixtures, Shared>({
  mediaAt: [undefined, { option: true, scope: "worker" }],
  scene: [async ({ mediaAt }, use) => {
    const scene = await openScene(mediaAt);
    await use(scene);
    await scene.close();
  }, { scope: "worker", timeout: 120_000 }],
  pair: [async ({ scene }, use) => {
    const closers: (() => Promise<void>)[] = [];
    const { sessionId, members } = await gather(scene.url, { names: ["Mara", "Noor"] }, (it) => void closers.push(it));
    for (const it of members) await enter(it, sessionId);
    const [mara, noor] = members;
    await takeSeat(mara);
    if (noor) await ask(noor);
    await use(members);
    await Promise.all(closers.map((it) => it()));
  }, { scope: "worker", timeout: 60_000 }],
  calm: [async ({ scene }, use) => {
    await use(undefined);
    scene.network.cut("nothing");
    scene.network.weather({ loss: 0, burst: 1, delayMs: 0, jitterMs: 0 });
  }, { auto: true }],
  meet: async ({ scene }, use) => {
    const closers: (() => Promise<void>)[] = [];
    await use((meeting) => gather(scene.url, meeting, (close) => void closers.push(close)));
    await Promise.all(closers.map((it) => it()));
  },
});

/** Who of all is heard at `listener`, by the sound that arrives there; in no order. */
export async function whoIsHeard(
  listener: Member,
  all: readonly Member[],
  seconds = 5,
): Promise<string[]> {
  const voices = Object.fromEntries(all.map((it) => [it.name, it.voice]));
  return recognised(await listen(listener.page, seconds), voices).toSorted(byName);
}

/** Everybody hears every one of those who speak but themselves, and nothing else. */
export async function everybodyHears(all: readonly Member[], speaking: readonly Member[]): Promise<void> {
  const dueAt = (listener: Member) => speaking.filter((it) => it !== listener).map((it) => it.name).toSorted(byName);
  const heardBy = async (it: Member): Promise<[string, string[]]> => [it.name, await whoIsHeard(it, all, 4)];
  const due = Object.fromEntries(all.map((it) => [it.name, dueAt(it)]));
  await expect(async () => {
    expect(Object.fromEntries(await Promise.all(all.map(heardBy)))).toEqual(due);
  }).toPass({ timeout: 45_000 });
}

function byName(a: string, b: string): number {
  return a.localeCompare(b);
}
