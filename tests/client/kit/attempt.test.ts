import { expect, it } from "vitest";
import { makeAttempt } from "../../../client/kit/attempt.ts";
import { uuid } from "../../../client/kit/uuid.ts";

function counted() {
  let made = 0;
  return makeAttempt(() => `key-${++made}`);
}

it("keeps the key of the same content however often it is sent", () => {
  const attempt = counted();
  expect(attempt.keyFor({ name: "a" })).toBe("key-1");
  expect(attempt.keyFor({ name: "a" })).toBe("key-1");
});

it("gives changed content another key, because it is another request", () => {
  const attempt = counted();
  attempt.keyFor({ name: "a" });
  expect(attempt.keyFor({ name: "b" })).toBe("key-2");
});

it("starts anew after the answer, so that the same thing can be made twice on purpose", () => {
  const attempt = counted();
  attempt.keyFor({ name: "a" });
  attempt.done();
  expect(attempt.keyFor({ name: "a" })).toBe("key-2");
});

it("makes keys that are UUIDs, each different", () => {
  const keys = new Set(Array.from({ length: 200 }, uuid));
  expect(keys.size).toBe(200);
  for (const key of keys) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
