import { afterAll, beforeAll, expect, it } from "vitest";
import { type Booth, openBooth } from "../../../server/adapters/speaker/booth.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { startTestBooth, type TestBooth } from "../../kit/booth.ts";
import { ours, plain } from "../../kit/dialogue/listeners.ts";
import { answersIn, eventsIn, type Rehearsal, rehearse } from "../../kit/dialogue/rehearse.ts";
import { type Score, score } from "../../kit/dialogue/score.ts";

let home: TestBooth;
let booth: Booth;
let rehearsal: Rehearsal;
beforeAll(async () => {
  home = await startTestBooth();
  booth = openBooth({ socket: home.socket, log: silentLog });
  await booth.ready();
  rehearsal = await rehearse(booth, 4);
});
afterAll(async () => {
  booth.close();
  await home.close();
});

it.each([null, 10])("speech in noise of %s dB is waited for, and a sound is not taken for it", async (db) => {
  const [answers, events] = [await answersIn(booth, rehearsal, db), await eventsIn(booth, rehearsal, db)];
  const of = (listener: Parameters<typeof score>[0]): Score => score(listener, answers, events);
  const [normal, patient, fixed] = [of(ours("normal")), of(ours("patient")), of(plain(1_000))];
  expect(normal).toMatchObject({ missedEnds: 0, missedStops: 0 });
  expect(normal.falseStops).toBeLessThanOrEqual(0.1);
  expect(normal.falseStops).toBeLessThan(fixed.falseStops);
  expect(normal.cutIns).toBeLessThanOrEqual(fixed.cutIns);
  expect(patient.cutIns).toBeLessThanOrEqual(normal.cutIns);
  expect(of(ours("normal", { judged: false })).missedEnds).toBe(0);
});
