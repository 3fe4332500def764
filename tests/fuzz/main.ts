// Attacks readers as `npm run fuzz` was asked to: says how far it is, what it found, and ends with a line of JSON for each.
import process from "node:process";
import { parseArgs } from "node:util";
import { attackReader } from "./kit/round.ts";
import { type TargetName, targets } from "./kit/targets.ts";

const usual = { cases: "10000000", seed: "20260105", from: "0" };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: "string" }, seed: { type: "string" }, from: { type: "string" } },
});
const [cases, seed, from] = (["cases", "seed", "from"] as const).map((it) => number(it, values[it] ?? usual[it]));
const unknown = positionals.filter((it) => !Object.hasOwn(targets, it));
if (unknown.length > 0) stop(`There is no reader called ${unknown.join(", ")}.`);
if (positionals.length === 0) stop("Say which reader is attacked.");
for (const name of positionals as TargetName[]) await attacked(name);

function number(name: string, text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : stop(`--${name} is a whole number of at most nine digits.`);
}

function stop(what: string): never {
  console.error(
    `${what}\nnpm run fuzz -- NAME [--cases=${usual.cases}] [--seed=${usual.seed}] [--from=0], with NAME one of`,
  );
  for (const [name, { about }] of Object.entries(targets)) console.error(`  ${name.padEnd(6)} ${about}`);
  process.exit(2);
}

async function attacked(name: TargetName): Promise<void> {
  const began = performance.now();
  let said = -1;
  const round = await attackReader(name, {
    ...{ cases: cases ?? 0, seed: seed ?? 0, from: from ?? 0 },
    onProgress(at, found) {
      const percent = Math.floor(100 * at / (cases ?? 1));
      if (percent === said) return;
      said = percent;
      console.log(`${name}: ${at.toLocaleString("en")} of ${(cases ?? 0).toLocaleString("en")}, ${found} found`);
    },
  });
  for (const it of round.found) console.log(`${name}, case ${it.at} of seed ${round.seed}: ${it.why}`);
  const { found, peakBytes, grewBytes, ...rest } = round;
  const memory = { peakMB: Math.round(peakBytes / 1e6), grewMB: Math.round(grewBytes / 1e6) };
  const figures = { found: found.length, ...memory };
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(JSON.stringify({ fuzz: name, ...rest, ...figures, seconds }));
  if (found.length > 0) process.exitCode = 1;
}
