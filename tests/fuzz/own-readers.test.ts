import process from "node:process";
import { expect, it } from "vitest";
import { attackReader } from "./kit/round.ts";

const seed = Number(process.env.FUZZ_SEED ?? 20260105);
const cases = 100_000;

it.each(["log", "rtp"] as const)(`reads ${cases} hostile cases: %s`, async (name) => {
  expect(await attackReader(name, { cases, seed })).toMatchObject({ cases, found: [], contained: 0 });
}, 600_000);
