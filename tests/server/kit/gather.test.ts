import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../../../server/kit/errors.ts";
import { gather } from "../../../server/kit/gather.ts";

/** Questions that are answered when the test says so; each answer is the key, doubled. */
function scripted(options: { patienceMs?: number; most?: number } = {}) {
  const asked: { keys: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const find = gather<number, number>({
    ...options,
    ask: (keys) =>
      new Promise((resolve, reject) => {
        asked.push({ keys, answer: () => resolve(keys.map((it) => it * 2)), fail: reject });
      }),
  });
  return { asked, find };
}

describe("gathered questions", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("go at once when nobody else asks", () => {
    const { asked, find } = scripted();
    void find(1);
    expect(asked.map((it) => it.keys)).toEqual([[1]]);
  });

  it("are shared by those who come while one is under way, and each gets its own answer", async () => {
    const { asked, find } = scripted();
    const answers = [1, 2, 3, 2].map(find);
    asked[0]?.answer();
    await expect(answers[0]).resolves.toBe(2);
    expect(asked.map((it) => it.keys)).toEqual([[1], [2, 3, 2]]);
    asked[1]?.answer();
    await expect(Promise.all(answers)).resolves.toEqual([2, 4, 6, 4]);
  });

  it("keep no answer: who asks again later asks anew", async () => {
    const { asked, find } = scripted();
    const first = find(1);
    asked[0]?.answer();
    await first;
    void find(1);
    expect(asked.map((it) => it.keys)).toEqual([[1], [1]]);
  });

  it("fail for those who shared one, and the next goes on", async () => {
    const { asked, find } = scripted();
    const [first, second, third] = [find(1), find(2), find(3)];
    asked[0]?.fail(new Error("lost"));
    await expect(first).rejects.toThrow("lost");
    asked[1]?.fail(new AppError("unavailable", "The database cannot answer."));
    await expect(second).rejects.toThrow("cannot answer");
    await expect(third).rejects.toThrow("cannot answer");
    const fourth = find(4);
    asked[2]?.answer();
    await expect(fourth).resolves.toBe(8);
  });

  it("are asked once more for each alone when one of them spoils it for the others", async () => {
    const { asked, find } = scripted();
    const [first, second, third] = [find(1), find(2), find(3)];
    asked[0]?.answer();
    await first;
    asked[1]?.fail(new Error("2 is no key"));
    await vi.waitFor(() => expect(asked.map((it) => it.keys)).toEqual([[1], [2, 3], [2], [3]]));
    asked[2]?.fail(new Error("2 is no key"));
    asked[3]?.answer();
    await expect(second).rejects.toThrow("no key");
    await expect(third).resolves.toBe(6);
  });

  it("do not wait for one that hangs, and go on once when it ends after all", async () => {
    const { asked, find } = scripted({ patienceMs: 100 });
    const [first, second] = [find(1), find(2)];
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.map((it) => it.keys)).toEqual([[1], [2]]);
    const third = find(3);
    asked[0]?.answer();
    await first;
    expect(asked).toHaveLength(2);
    asked[1]?.answer();
    await second;
    asked[2]?.answer();
    await expect(third).resolves.toBe(6);
  });

  it("take no more keys than one may have", async () => {
    const { asked, find } = scripted({ most: 2 });
    const [first] = [1, 2, 3, 4].map(find);
    asked[0]?.answer();
    await first;
    expect(asked.map((it) => it.keys)).toEqual([[1], [2, 3]]);
  });
});
