import { afterEach, describe, expect, it } from "vitest";
import { openLines } from "../../server/compose-lines.ts";
import type { GeminiConfig } from "../../server/config-gemini.ts";
import { systemClock } from "../../server/kit/clock.ts";
import { uuidv7 } from "../../server/kit/ids.ts";
import { silentLog } from "../../server/kit/log.ts";
import { Scope } from "../../server/kit/scope.ts";
import type { SpendingStore, SpendingUsed } from "../../server/ports/spending.ts";
import { type FakeService, startFakeGemini } from "../kit/fake-gemini/server.ts";
import { until } from "../kit/until.ts";
import { aBrief } from "./interviewer/line/a-line.ts";
import { nearProvider } from "./interviewer/line/fake-provider.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const it of closers.splice(0).reverse()) await it();
});

/** A line as the house opens it, when so many seconds were used today. */
async function opened(used: Partial<SpendingUsed>, minutes: Partial<GeminiConfig["minutes"]>) {
  const service: FakeService = await startFakeGemini();
  const scope = new Scope();
  closers.push(() => service.close(), () => scope.close());
  const added: number[] = [];
  const add: SpendingStore["add"] = ({ seconds }) => {
    if (seconds > 0) added.push(seconds);
    return Promise.resolve({ person: 0, grind: 0, instance: 0, ...used });
  };
  const spending = { add, list: () => Promise.resolve([]), totals: () => Promise.resolve([]) };
  const none = { person: null, grind: null, instance: null };
  const gemini = { apiKey: "fake-key", model: "gemini-3.8-live", voice: "Kore", baseUrl: service.url };
  const near = nearProvider({ onOpen: (it) => queueMicrotask(() => it.tells.ready()) });
  const kit = { scope, clock: systemClock, ids: uuidv7(systemClock), log: silentLog };
  const open = await openLines({ gemini: { ...gemini, minutes: { ...none, ...minutes } } }, kit, {
    spending,
    local: near,
  });
  const told: string[] = [];
  const ignore = (): void => undefined;
  const line = open({
    brief: () => aBrief,
    payer: { personId: "nova", grindId: null },
    localOnly: false,
    tells: {
      ...{
        sound: ignore,
        said: ignore,
        heard: ignore,
        heardAgain: ignore,
        turnComplete: ignore,
        interrupted: ignore,
        wants: ignore,
      },
      ...{ cancelled: ignore, notice: (it) => void told.push(it) },
      state: (state, { provider }) => void told.push(`${state} ${provider}`),
    },
  });
  closers.push(() => line.close());
  return { told, near, service, added };
}

describe("the line of an interview, in the house", () => {
  it("leads to Gemini while its minutes last", async () => {
    const { told, service, near } = await opened({ person: 59 }, { person: 1 });
    await until(() => told.includes("live Gemini"));
    expect([service.fake.sessions.length, near.lines.length]).toEqual([1, 0]);
  });

  it("is the local one when they are used up, and says whose", async () => {
    const { told, service, near } = await opened({ instance: 120 }, { person: 1, instance: 2 });
    await until(() => told.includes("live Near"));
    expect(told).toContain(
      "This server's minutes of Gemini for today are used up. The local interviewer leads from here on; the recording goes on " +
        "as it was.",
    );
    expect([service.fake.dialed, near.lines.length]).toEqual([[], 1]);
  });
});
