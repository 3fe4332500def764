import { readFileSync } from "node:fs";
import process from "node:process";
import { waysOf } from "./ears.ts";
import {
  ask,
  callOfTwo,
  enter,
  everybodyHears,
  expect,
  inside,
  type Member,
  type Pair,
  takeSeat,
  test,
} from "./kit.ts";
import type { Scene } from "./scene.ts";

/** What happens to a call, and for how long at most it may be silent for it. */
type Fault = {
  readonly name: string;
  readonly happens: (scene: Scene, people: Pair["people"]) => Promise<void>;
  readonly long?: boolean;
};

const seconds = (n: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, n * 1_000));
/** Not by its command line: the server's own names what it may run. */
function workerOf(scene: Scene): number {
  const pid = scene.house().family().find((it) => nameOf(it).startsWith("mediasoup"));
  if (pid === undefined) throw new Error("no media worker runs");
  return pid;
}

const faults: readonly Fault[] = [
  {
    name: "loses every tenth packet in both directions",
    happens: async ({ network }) => network.weather({ loss: 0.1 }),
  },
  {
    name: "is cut off from the network for a moment",
    happens: async ({ network }) => {
      network.cut("everything");
      await seconds(8);
      network.cut("nothing");
    },
  },
  {
    name: "is cut off from the network for long",
    long: true,
    happens: async ({ network }) => {
      network.cut("everything");
      await seconds(45);
      network.cut("nothing");
    },
  },
  { name: "loses all its sockets", happens: async ({ network }) => network.breakSockets() },
  { name: "loses the media worker", happens: async (scene) => void process.kill(workerOf(scene), "SIGKILL") },
  { name: "has a media worker that hangs", happens: async (scene) => void process.kill(workerOf(scene), "SIGSTOP") },
  { name: "is loaded again by who sits in the seat", happens: (_, [seat]) => loadAgain(seat) },
  { name: "outlives a restart of the server", happens: (scene) => scene.restart() },
];

test.describe("a call of two", () => {
  let pair: Pair;

  test.beforeAll(async ({ scene, speakers }) => {
    pair = await callOfTwo({ scene, speakers });
    // Each fault after this finds a call that works, because the one before left it so.
    await everybodyHears(pair.people, pair.people);
  });
  test.afterAll(() => pair.close());

  for (const { name, happens, long = false } of faults) {
    test(`goes on by itself when it ${name}`, async ({ scene }) => {
      test.skip(long && process.env["SOAK"] !== "1", "a long one: SOAK=1 runs it");
      await happens(scene, pair.people);
      await everybodyHears(pair.people, pair.people);
      for (const { page } of pair.people) {
        await inside(page);
        // Both are there, and nobody twice.
        const stage = page.getByRole("region", { name: "Stage" });
        for (const { name } of pair.people) {
          await expect(stage.getByRole("region", { name: new RegExp(name) })).toHaveCount(1);
        }
      }
    });
  }

  test("finds another route for the same streams when its way for media breaks and its line does not", async ({ scene }) => {
    const asked = pair.people.map(asksOf);
    const named = (name: string) => asked.map((all) => all.filter(([it]) => it === name));
    const everybody = (name: string) =>
      expect.poll(() => named(name).every((it) => it.length > 0), { timeout: 30_000 }).toBe(true);
    scene.network.breakSockets();
    await everybody("room:join");
    scene.network.cut("media");
    await everybody("door:restart");
    scene.network.cut("nothing");
    await everybodyHears(pair.people, pair.people);
    for (const restarts of named("door:restart")) {
      expect(restarts.map(([, { side = "" }]) => side).toSorted()).toEqual(["receive", "send"]);
    }
    // Neither new transports nor a new line were needed.
    expect(named("door:renew").flat()).toEqual([]);
    expect(named("room:join").map((it) => it.length)).toEqual([1, 1]);
  });
});

/** What a page asks from its next line on. */
function asksOf({ page }: Member): readonly Asked[] {
  const asked: Asked[] = [];
  page.on("websocket", (line) =>
    line.on("framesent", ({ payload }) => {
      const [, event] = /^42\d*(\[.*)$/s.exec(String(payload)) ?? [];
      if (event) asked.push(JSON.parse(event) as Asked);
    }));
  return asked;
}
type Asked = readonly [name: string, wish: { readonly side?: string; readonly generation?: number }];

test("a call finds its way over TCP where UDP is refused", async ({ meet, scene }) => {
  scene.network.cut("udp");
  const { sessionId, members } = await meet({ names: ["Mara", "Noor"] });
  const [mara, noor] = members;
  await mara.page.goto(`/sessions/${sessionId}/check`);
  await mara.page.getByRole("button", { name: "Record 5 s" }).click();
  await expect(mara.page.getByText("This network blocks UDP")).toBeVisible({ timeout: 20_000 });
  for (const it of members) await enter(it, sessionId);
  await takeSeat(mara);
  if (noor) await ask(noor);
  await everybodyHears(members, members);
  for (const { page } of members) {
    expect((await waysOf(page)).map((it) => it.protocol)).toEqual(["tcp"]);
  }
});

/** The place, the seat and the microphone are as they were, and nobody is asked anything. */
async function loadAgain({ page }: Pair["people"][number]): Promise<void> {
  const at = page.url();
  await page.reload();
  await inside(page);
  expect(page.url()).toBe(at);
  await expect(page.getByRole("region", { name: /^You, Mara, In the seat/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Mute your microphone" })).toBeVisible();
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8");
  } catch {
    return ""; // it ended while we looked
  }
}
