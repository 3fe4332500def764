import { describe, expect, it } from "vitest";
import { makePurse } from "../../../../server/interviewer/line/purse.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import type { SpendingLimits, SpendingUsed } from "../../../../server/ports/spending.ts";
import { fakeTime } from "../../../kit/clock.ts";

const payer = { personId: "nova", grindId: "owls" };
const free: SpendingLimits = { person: null, grind: null, instance: null };

function aPurse(limits: SpendingLimits, before = 0) {
  const time = fakeTime();
  const added: { day: string; seconds: number }[] = [];
  const told: string[] = [];
  let broken = false;
  const purse = makePurse({
    ...time,
    limits,
    log: silentLog,
    store: {
      add({ day, seconds }): Promise<SpendingUsed> {
        if (broken) return Promise.reject(new Error("no database"));
        if (seconds > 0) added.push({ day, seconds });
        const used = before + added.reduce((sum, it) => sum + it.seconds, 0);
        return Promise.resolve({ person: used, grind: used, instance: used });
      },
    },
  });
  const open = () =>
    purse.open({
      ...{ provider: "Gemini", payer },
      granted: () => told.push("granted"),
      spent: (it) => told.push(it),
      failed: () => told.push("failed"),
    });
  const total = (): number => added.reduce((sum, it) => sum + it.seconds, 0);
  return { ...time, purse, open, added, told, total, breakDown: (on: boolean) => void (broken = on) };
}

describe("a purse", () => {
  it("counts every second from when it is granted until it is closed", async () => {
    const { open, live, total, told, purse, waiting } = aPurse(free);
    const close = open();
    await live(100_000);
    close();
    close();
    await purse.settled();
    expect([told, total(), waiting()]).toEqual([["granted"], 100, 0]);
  });

  it("gives nothing when the day's minutes are used up, and says whose", async () => {
    const { open, live, told } = aPurse({ ...free, grind: 600 }, 600);
    open();
    await live(1_000);
    expect(told).toEqual([
      "This grind's minutes of Gemini for today are used up. The local interviewer leads from here on; the recording goes on " +
      "as it was.",
    ]);
  });

  it("says so when they end in the middle, soon after", async () => {
    const { open, live, told } = aPurse({ ...free, person: 60 });
    open();
    await live(75_000);
    expect(told).toContain(
      "The candidate's minutes of Gemini for today are used up. The local interviewer leads from here on; the recording goes " +
        "on as it was.",
    );
  });

  it("loses no second while the database is away", async () => {
    const { open, live, total, breakDown, purse } = aPurse(free);
    const close = open();
    await live(20_000);
    breakDown(true);
    await live(60_000);
    breakDown(false);
    await live(20_000);
    close();
    await purse.settled();
    expect(total()).toBe(100);
  });

  it("gives nothing when it cannot look, and tells nothing after it was closed", async () => {
    const { open, live, told, breakDown } = aPurse(free);
    breakDown(true);
    open();
    await live(1_000);
    expect(told).toEqual(["failed"]);
    open()();
    await live(1_000);
    expect(told).toHaveLength(1);
  });

  it("writes to the day on which it was used", async () => {
    const { open, live, added } = aPurse(free);
    open();
    await live(6 * 3_600_000 + 60_000);
    expect(added[0]?.day).toBe("2026-01-05");
    expect(added.at(-1)?.day).toBe("2026-01-06");
  });
});
