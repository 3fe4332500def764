// Attacks a reader case by case, in a thread that whoever started it can stop.
import { parentPort, workerData } from "node:worker_threads";
import { caseOf, type RoundStart, type RoundWord } from "./round.ts";
import { targets } from "./targets.ts";

const { name, seed, from, cases, at } = workerData as RoundStart;
const say = (word: RoundWord): void => parentPort?.postMessage(word);
const attack = await targets[name].open();
say({ is: "ready" });
for (let n = from; n < cases; n++) {
  at[0] = n;
  try {
    await attack(caseOf(seed, n));
  } catch (error) {
    say({ is: "found", at: n, why: error instanceof Error ? error.stack ?? error.message : String(error) });
  }
}
at[0] = cases;
say({ is: "done" });
