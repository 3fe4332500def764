import { describe, expect, it } from "vitest";
import type { RecordingTrouble } from "../../../../proto/live/words.ts";
import { AppError } from "../../../../server/kit/errors.ts";
import { type Part, Parts } from "../../../../server/recorder/live/parts.ts";
import { noAnswer, NoSpace, troubleOf } from "../../../../server/recorder/live/troubles.ts";

const never = new Promise<never>(() => undefined);
const late = (): AppError => new AppError("unavailable", noAnswer);
const said = (code: AppError["code"], word: string): AppError => new AppError(code, "No.", { cause: new Error(word) });

describe("what a room is told", () => {
  it.each<[Part, RecordingTrouble]>([
    ["tap", "no-answer"],
    ["worker", "no-answer"],
    ["database", "no-database"],
    ["keys", "no-database"],
    ["disk", "disk-slow"],
    ["store", "not-fetched"],
  ])("when the %s does not answer in time is %s", (part, trouble) => {
    const parts = new Parts();
    void parts.ask(part, never);
    expect(troubleOf(late(), { part: parts.of(late()), tap: true })).toBe(trouble);
  });

  it.each<[Part, unknown, RecordingTrouble]>([
    ["tap", said("unavailable", "disk-full"), "disk-full"],
    ["tap", said("unavailable", "read-only"), "read-only"],
    ["tap", said("internal", "bad-wish"), "failed"],
    ["database", new AppError("closed", "It is over."), "failed"],
    ["database", said("unavailable", "disk-full"), "no-database"],
    ["keys", new AppError("closed", "There is none."), "failed"],
    ["disk", new NoSpace(), "no-space"],
    ["store", new AppError("conflict", "Another node holds it."), "elsewhere"],
    ["store", new AppError("internal", "A piece was cut short."), "not-fetched"],
    ["worker", new Error("Channel closed"), "failed"],
  ])("when the %s fails is what it failed with, whoever else is asked: %s", async (part, error, trouble) => {
    const parts = new Parts();
    void parts.ask("worker", never);
    await parts.ask(part, Promise.reject(error as Error)).catch(() => undefined);
    expect(troubleOf(error, { part: parts.of(error), tap: true })).toBe(trouble);
  });

  it("when somebody does not agree is not blamed on a key that is being opened", () => {
    const parts = new Parts();
    void parts.ask("keys", never);
    const error = new AppError("forbidden", "They do not agree.");
    expect(troubleOf(error, { part: parts.of(error), tap: true })).toBe("failed");
  });

  it("when there is no tap is that alone, whatever failed because of it", () => {
    expect(troubleOf(new TypeError("no port"), { part: "worker", tap: false })).toBe("no-recorder");
  });

  it("when nobody is asked and nothing is known is that the recorder failed", async () => {
    const parts = new Parts();
    await parts.ask("tap", Promise.resolve());
    expect([parts.of(late()), troubleOf(new Error("?"), { part: undefined, tap: true })]).toEqual([
      undefined,
      "failed",
    ]);
  });
});
