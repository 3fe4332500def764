import { expect, it } from "vitest";
import { tokenOf } from "../../../server/edge/cookie.ts";

const token = "a".repeat(43);

it("finds the token among other cookies", () => {
  expect(tokenOf(`theme=dark; grindstone=${token}; x=1`, false)).toBe(token);
});

it("over TLS takes only the cookie that a neighbouring host cannot set", () => {
  expect(tokenOf(`grindstone=${token}`, true)).toBeNull();
  expect(tokenOf(`__Host-grindstone=${token}`, true)).toBe(token);
});

it.each([undefined, "", "grindstone=", "grindstone=short", `grindstone=${token}x`, `other_grindstone=${token}`])(
  "takes %j for nobody",
  (header) => expect(tokenOf(header, false)).toBeNull(),
);
