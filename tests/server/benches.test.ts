import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const folder = "tests/bench";

it("lists every bench that reports a figure, and says of each what it measures", async () => {
  const files = readdirSync(folder).filter((it) => it.endsWith(".ts"));
  const reporting = files.filter((it) => /^\s*report\(/m.test(readFileSync(`${folder}/${it}`, "utf8")));
  const { stdout } = await promisify(execFile)("node_modules/.bin/node", [`${folder}/run.mjs`]);
  const listed = [...stdout.matchAll(/^ {2}(\S+) +(\S.{20,})$/gm)].map(([, name]) => name);
  expect(new Set(listed)).toEqual(new Set(reporting.map((it) => basename(it, ".ts"))));
  expect(listed).toContain("sync");
});
