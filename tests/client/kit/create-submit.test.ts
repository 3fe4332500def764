import { createRoot } from "solid-js";
import { expect, it } from "vitest";
import { createSubmit } from "../../../client/kit/create-submit.ts";
import { Refusal } from "../../../client/kit/refusal.ts";

const made = (work: Parameters<typeof createSubmit>[0], fields: string[] = []) =>
  createRoot(() => createSubmit(work, fields));

it("sends the same key again after a silent server, and another after an answer", async () => {
  const keys: string[] = [];
  const outcomes = [
    new Refusal("offline", "No answer."),
    new Refusal("bad-request", "Wrong.", { status: 400 }),
    undefined,
  ];
  const submit = made((keyFor) => {
    keys.push(keyFor({ name: "a" }));
    const outcome = outcomes.shift();
    return outcome ? Promise.reject(outcome) : Promise.resolve();
  });
  for (let k = 0; k < 3; k++) await submit.run();
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[1]);
});

it("does nothing while one runs", async () => {
  let runs = 0;
  let finish = (): void => undefined;
  const submit = made(() => new Promise<void>((resolve) => (runs++, finish = resolve)));
  const first = submit.run();
  expect(await submit.run()).toBe(false);
  expect(submit.busy()).toBe(true);
  finish();
  expect(await first).toBe(true);
  expect(runs).toBe(1);
  expect(submit.busy()).toBe(false);
});

it("gives the sentence to the input that is wrong and only there", async () => {
  const submit = made(() => Promise.reject(new Refusal("bad-request", "Too short.", { field: "name", status: 400 })), [
    "name",
  ]);
  await submit.run();
  expect(submit.errorOf("name")).toBe("Too short.");
  expect(submit.errorOf("email")).toBeUndefined();
  expect(submit.refusal()).toBeUndefined();
});

it("shows a sentence whose input is not on the form above it instead of nowhere", async () => {
  const submit = made(() => Promise.reject(new Refusal("bad-request", "Odd.", { field: "invite", status: 400 })), [
    "name",
  ]);
  await submit.run();
  expect(submit.refusal()?.message).toBe("Odd.");
});

it("finds what lies below a path", async () => {
  const submit = made(
    () => Promise.reject(new Refusal("bad-request", "A hint is empty.", { field: "plan.2.hints.0", status: 400 })),
    ["plan.*"],
  );
  await submit.run();
  expect(submit.errorUnder("plan.2.hints")).toBe("A hint is empty.");
  expect(submit.errorUnder("plan.2.probes")).toBeUndefined();
  expect(submit.errorUnder("plan.20.hints")).toBeUndefined();
  expect(submit.refusal()).toBeUndefined();
});

it("turns a defect of ours into a sentence without swallowing it", async () => {
  const defect = new TypeError("x is undefined");
  const submit = made(() => Promise.reject(defect));
  await submit.run();
  expect(submit.refusal()?.code).toBe("internal");
  expect(submit.refusal()?.cause).toBe(defect);
});
