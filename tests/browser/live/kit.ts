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
    const now = await whoIsHeard(listener, all, 4);
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
