import { expect, it } from "vitest";
import { AppError } from "../../../server/kit/errors.ts";
import { makeLog } from "../../../server/kit/log.ts";

function logInto(lines: string[], format: "json" | "text" = "json") {
  return makeLog({ level: "info", format, write: (line) => lines.push(line), now: () => 0 });
}

it("writes one JSON line with a constant message and its fields", () => {
  const lines: string[] = [];
  logInto(lines).with({ request: "r1" }).info("request served", { ms: 3 });
  expect(lines.map((it) => JSON.parse(it))).toEqual([
    { at: "1970-01-01T00:00:00.000Z", level: "info", message: "request served", request: "r1", ms: 3 },
  ]);
});

it("never writes what is marked as personal", () => {
  const lines: string[] = [];
  logInto(lines).warn("mail refused", { pii: { to: "noor@example.com" } });
  logInto(lines, "text").warn("mail refused", { pii: "noor@example.com" });
  expect(lines.join()).not.toContain("noor");
});

it("leaves out what is below its level", () => {
  const lines: string[] = [];
  logInto(lines).debug("detail");
  expect(lines).toEqual([]);
});

it("tells operators the code and cause of an error, and where an unexpected one came from", () => {
  const lines: string[] = [];
  const log = logInto(lines);
  log.error("failed", {
    error: new AppError("unavailable", "The database does not answer.", { cause: new Error("ECONNREFUSED") }),
  });
  log.error("failed", { error: new TypeError("x is undefined") });
  const [expected, unexpected] = lines.map((it) => JSON.parse(it));
  expect(expected).toMatchObject({ code: "unavailable", cause: "ECONNREFUSED" });
  expect(expected).not.toHaveProperty("stack");
  expect(unexpected.stack).toContain("log.test.ts");
});

it("keeps a text line on one line whatever a field holds", () => {
  const lines: string[] = [];
  logInto(lines, "text").info("file named", { name: 'two\nlines "quoted"' });
  expect(lines[0]?.split("\n")).toHaveLength(1);
});
