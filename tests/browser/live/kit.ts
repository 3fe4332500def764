import { expect, test as base } from "@playwright/test";
import { listen, recognised } from "./ears.ts";
import { openScene, type Scene } from "./scene.ts";
import { gather, type Gathered, type Meeting, type Member } from "./session.ts";

export { expect };
export * from "./session.ts";

type Fixtures = { meet: (meeting: Meeting) => Promise<Gathered> };
type Shared = { scene: Scene };

export const test = base.extend<Fixtures, Shared>({
  // Playwright reads from the pattern what a fixture needs: nothing.
  // oxlint-disable-next-line no-empty-pattern
  scene: [async ({}, use) => {
    const scene = await openScene();
    await use(scene);
    await scene.close();
  }, { scope: "worker", timeout: 120_000 }],
  meet: async ({ scene }, use) => {
    const closers: (() => Promise<void>)[] = [];
    await use((meeting) => gather(scene.url, meeting, (close) => void closers.push(close)));
    scene.network.cut("nothing");
    scene.network.weather({ loss: 0, burst: 1, delayMs: 0, jitterMs: 0 });
    await Promise.all(closers.map((it) => it()));
  },
});

/** Who of all is heard at `listener`, by the sound that arrives there; in no order. */
export async function whoIsHeard(
  listener: Member,
  all: readonly Member[],
  seconds = 5,
): Promise<(string | null)[]> {
  const voices = Object.fromEntries(all.map((it) => [it.name, it.voice]));
  return recognised(await listen(listener.page, seconds), voices).toSorted(byName);
}

/** Everybody hears every one of those who speak but themselves, and nothing else. */
export async function everybodyHears(all: readonly Member[], speaking: readonly Member[]): Promise<void> {
  for (const listener of all) {
    const due = speaking.filter((it) => it !== listener).map((it) => it.name).toSorted(byName);
    await expect(async () => expect(await whoIsHeard(listener, all, 4)).toEqual(due)).toPass({ timeout: 30_000 });
  }
}

function byName(a: string | null, b: string | null): number {
  return String(a).localeCompare(String(b));
}
