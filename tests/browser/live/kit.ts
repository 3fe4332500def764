import { expect, test as base } from "@playwright/test";
import { listen, recognised } from "./ears.ts";
import { openScene, type Scene } from "./scene.ts";
import { ask, enter, gather, type Gathered, type Meeting, type Member, takeSeat } from "./session.ts";
import { Speakers } from "./speakers.ts";

export { expect };
export * from "./session.ts";

type Fixtures = { meet: (meeting: Meeting) => Promise<Gathered>; calm: undefined };
type Shared = { mediaAt: string | undefined; scene: Scene; speakers: Speakers };

export const test = base.extend<Fixtures, Shared>({
  mediaAt: [undefined, { option: true, scope: "worker" }],
  scene: [async ({ mediaAt }, use, { parallelIndex }) => {
    const scene = await openScene(parallelIndex, mediaAt);
    await use(scene);
    await scene.close();
  }, { scope: "worker", timeout: 120_000 }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright insists on a pattern, and it needs nothing.
  speakers: [async ({}, use) => {
    const speakers = new Speakers();
    await use(speakers);
    await speakers.close();
  }, { scope: "worker", timeout: 60_000 }],
  calm: [async ({ scene }, use) => {
    await use(undefined);
    scene.network.cut("nothing");
    scene.network.weather({ loss: 0, burst: 1, delayMs: 0, jitterMs: 0 });
  }, { auto: true }],
  meet: async ({ scene, speakers }, use) => {
    const closers: (() => Promise<void>)[] = [];
    const own = (close: () => Promise<void>): void => void closers.push(close);
    await use((meeting) => gather(scene.url, meeting, { speakers, own }));
    await Promise.all(closers.map((it) => it()));
  },
});

/** Two people who talk, for tests that share one call, one after the other. `close` ends it. */
export async function callOfTwo({ scene, speakers }: { scene: Scene; speakers: Speakers }): Promise<Pair> {
  const closers: (() => Promise<void>)[] = [];
  const own = (close: () => Promise<void>): void => void closers.push(close);
  const { sessionId, members: [mara, noor] } = await gather(scene.url, { names: ["Mara", "Noor"] }, { speakers, own });
  if (!noor) throw new Error("one of two did not come");
  for (const it of [mara, noor]) await enter(it, sessionId);
  await takeSeat(mara);
  await ask(noor);
  return { people: [mara, noor], close: async () => void await Promise.all(closers.map((it) => it())) };
}
export type Pair = { readonly people: readonly [Member, Member]; close(): Promise<void> };

/** Who of all is heard at `listener`, by the sound that arrives there; in no order. */
export async function whoIsHeard(
  listener: Member,
  all: readonly Member[],
  seconds = 3,
): Promise<string[]> {
  const voices = Object.fromEntries(all.map((it) => [it.name, it.voice]));
  return recognised(await listen(listener.page, seconds), voices).toSorted(byName);
}

/**
 * Everybody hears every one of those who speak but themselves, and nothing else. A voice that was recognised once is
 * heard: on a busy machine one of many may be torn in one moment and another in the next.
 */
export async function everybodyHears(all: readonly Member[], speaking: readonly Member[]): Promise<void> {
  const listeners = all.map((listener) => {
    const due = speaking.filter((it) => it !== listener).map((it) => it.name);
    return { listener, due, heard: new Set<string>() };
  });
  const look = async ({ listener, due, heard }: (typeof listeners)[number]): Promise<void> => {
    const now = await whoIsHeard(listener, all);
    const wrong = now.filter((it) => !it.startsWith("perhaps") && !due.includes(it));
    expect(wrong, `${listener.name} hears who should not be heard`).toEqual([]);
    expect(now.length, `${listener.name} hears ${now.join(", ")}`).toBeLessThanOrEqual(due.length);
    now.filter((it) => due.includes(it)).forEach((it) => heard.add(it));
  };
  const missing = () => listeners.filter(({ due, heard }) => due.some((it) => !heard.has(it)));
  let first = true;
  await expect(async () => {
    if (first) await Promise.all(listeners.map(look)).finally(() => first = false);
    // One at a time: listening itself takes from what the browsers need.
    else for (const it of missing()) await look(it);
    expect(missing().map(({ listener, due, heard }) => [listener.name, due, [...heard]])).toEqual([]);
  }).toPass({ timeout: 15_000 * Math.max(4, all.length ** 2 / 4) });
}

function byName(a: string, b: string): number {
  return a.localeCompare(b);
}
