import { createRoot, createSignal } from "solid-js";
import { expect, it } from "vitest";
import { createPages } from "../../../client/kit/create-pages.ts";
import { createRemote } from "../../../client/kit/create-remote.ts";
import { Refusal } from "../../../client/kit/refusal.ts";

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

it("shows what came and keeps it while it is fetched again", async () => {
  await createRoot(async (dispose) => {
    let answer = "one";
    const remote = createRemote(() => "a", () => Promise.resolve(answer));
    await settled();
    expect(remote.data()).toBe("one");
    answer = "two";
    remote.refetch();
    expect(remote.data()).toBe("one");
    expect(remote.loading()).toBe(true);
    await settled();
    expect(remote.data()).toBe("two");
    dispose();
  });
});

it("keeps what was seen when a refresh fails, and says why", async () => {
  await createRoot(async (dispose) => {
    let fail = false;
    const remote = createRemote(
      () => "a",
      () => fail ? Promise.reject(new Refusal("offline", "No.")) : Promise.resolve("one"),
    );
    await settled();
    fail = true;
    remote.refetch();
    await settled();
    expect(remote.data()).toBe("one");
    expect(remote.refusal()?.code).toBe("offline");
    dispose();
  });
});

it("forgets what belonged to another source and ignores its late answer", async () => {
  await createRoot(async (dispose) => {
    const [source, setSource] = createSignal("slow");
    const answers: Record<string, (value: string) => void> = {};
    const remote = createRemote(source, (name) => new Promise<string>((resolve) => (answers[name] = resolve)));
    await settled();
    setSource("quick");
    await settled();
    answers["quick"]?.("of quick");
    await settled();
    answers["slow"]?.("of slow");
    await settled();
    expect(remote.data()).toBe("of quick");
    dispose();
  });
});

it("aborts what runs when its owner is gone", async () => {
  let seen: AbortSignal | undefined;
  const dispose = createRoot((end) => {
    createRemote(() => "a", (_, signal) => (seen = signal, new Promise(() => undefined)));
    return end;
  });
  await settled();
  expect(seen?.aborted).toBe(false);
  dispose();
  expect(seen?.aborted).toBe(true);
});

it("reads a list page by page and starts over when the filter changes", async () => {
  await createRoot(async (dispose) => {
    const [filter, setFilter] = createSignal("all");
    const pages = createPages(
      filter,
      (name, cursor) =>
        Promise.resolve(
          cursor === undefined ? { rows: [`${name} 1`], next: "c1" } : { rows: [`${name} 2`], next: null },
        ),
    );
    await settled();
    expect(pages.more()).toBe(true);
    pages.showMore();
    await settled();
    expect(pages.rows()).toEqual(["all 1", "all 2"]);
    expect(pages.more()).toBe(false);
    setFilter("own");
    await settled();
    expect(pages.rows()).toEqual(["own 1"]);
    dispose();
  });
});

it("keeps the rows that are there when the next page fails", async () => {
  await createRoot(async (dispose) => {
    const pages = createPages(
      () => "all",
      (_, cursor) =>
        cursor === undefined
          ? Promise.resolve({ rows: ["one"], next: "c" })
          : Promise.reject(new Refusal("offline", "No.")),
    );
    await settled();
    pages.showMore();
    await settled();
    expect(pages.rows()).toEqual(["one"]);
    expect(pages.refusal()?.code).toBe("offline");
    expect(pages.more()).toBe(true);
    dispose();
  });
});
