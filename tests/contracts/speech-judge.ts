import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Speaker, SpeechJudge, SpeechVerdict } from "../../server/ports/speaker.ts";
import { click, cough, hiss, hum, mixed, silence } from "../kit/noises.ts";
import { until } from "../kit/until.ts";

export type SpeechJudgeHouse = {
  judge: SpeechJudge;
  /** Something that speaks, for what is heard. */
  speaker: Speaker;
  close(): Promise<void>;
};

const windowMs = 32;
const sureAbove = 0.5;

/** What every SpeechJudge owes its callers. */
export function speechJudgeContract(name: string, open: () => Promise<SpeechJudgeHouse>): void {
  describe(`${name} as a SpeechJudge`, () => {
    let house: SpeechJudgeHouse;
    let speech: Int16Array;
    beforeAll(async () => {
      house = await open();
      speech = await spoken("Well, I would begin with the smallest thing that works, and then measure it.");
    });
    afterAll(() => house.close());

    const spoken = async (text: string): Promise<Int16Array> => {
      const parts: Int16Array[] = [];
      for await (const { pcm } of house.speaker.say(text, new AbortController().signal)) parts.push(pcm);
      return Int16Array.from(parts.flatMap((it) => [...it]));
    };
    /** Everything that was judged of a sound that comes in frames of 20 ms, or of other lengths. */
    const judged = async (pcm: Int16Array, { frame = 320, atMs = 1_000 } = {}): Promise<SpeechVerdict[]> => {
      const verdicts: SpeechVerdict[] = [];
      const ear = house.judge.listen((it) => void verdicts.push(it));
      for (let at = 0; at < pcm.length; at += frame) ear.hear(pcm.subarray(at, at + frame), atMs + at / 16);
      await until(() => verdicts.length >= Math.floor(pcm.length / 512));
      ear.close();
      return verdicts;
    };
    const share = (verdicts: readonly SpeechVerdict[]): number =>
      verdicts.filter((it) => it.probability > sureAbove).length / verdicts.length;

    it("knows speech", async () => expect(share(await judged(speech))).toBeGreaterThan(0.8));

    it("knows speech among noise", async () => {
      expect(share(await judged(mixed(speech, hiss(speech.length, 300))))).toBeGreaterThan(0.7);
    });

    it.each([
      ["silence", silence(32_000)],
      ["a hissing line", hiss(32_000, 1_500)],
      ["a humming fan", hum(32_000, 120)],
      ["a cough", cough()],
      ["a door and a keyboard", click(32_000)],
    ])("does not take %s for speech", async (_, sound) => {
      expect(share(await judged(sound))).toBeLessThan(0.1);
    });

    it("tells when: a verdict for each 32 ms, with the time of its end", async () => {
      const quiet = silence(16_000);
      const verdicts = await judged(Int16Array.from([...quiet, ...speech]), { atMs: 5_000 });
      expect(verdicts[0]?.atMs).toBeCloseTo(5_000 + windowMs, 6);
      verdicts.forEach((it, n) => expect(it.atMs).toBeCloseTo(5_000 + (n + 1) * windowMs, 6));
      const begins = verdicts.find((it) => it.probability > sureAbove)?.atMs ?? 0;
      expect(begins).toBeGreaterThan(6_000);
      expect(begins).toBeLessThan(6_300);
      const ends = verdicts.findLast((it) => it.probability > sureAbove)?.atMs ?? 0;
      expect(ends).toBeGreaterThan(6_000 + speech.length / 16 - 500);
    });

    it.each([1, 7, 333, 512, 16_000, 200_000])("hears sound in pieces of %i samples the same", async (frame) => {
      const short = speech.subarray(0, frame === 1 ? 4_096 : speech.length);
      const whole = await judged(short, { frame: 320 });
      const inPieces = await judged(short, { frame });
      expect(inPieces.map((it) => it.probability)).toEqual(whole.map((it) => it.probability));
    });

    it("keeps ears apart", async () => {
      const [a, b] = await Promise.all([judged(speech), judged(silence(speech.length))]);
      expect(share(a)).toBeGreaterThan(0.8);
      expect(share(b)).toBe(0);
    });

    it("listens to many at once", async () => {
      const shares = (await Promise.all(Array.from({ length: 12 }, () => judged(speech.subarray(0, 16_384))))).map(
        share,
      );
      expect(new Set(shares).size).toBe(1);
    });

    it("begins anew after a gap", async () => {
      const first = await judged(speech.subarray(0, 16_384));
      const verdicts: SpeechVerdict[] = [];
      const ear = house.judge.listen((it) => void verdicts.push(it));
      ear.hear(speech.subarray(8_000, 20_100), 0);
      ear.hear(speech.subarray(0, 16_384), 60_000);
      await until(() => verdicts.length >= 32 + 23);
      ear.close();
      expect(verdicts.slice(-32).map((it) => it.probability)).toEqual(first.map((it) => it.probability));
    });

    it("says nothing after it was closed, which may be done twice, nor of times that are none", async () => {
      const verdicts: SpeechVerdict[] = [];
      const ear = house.judge.listen((it) => void verdicts.push(it));
      ear.hear(speech, Number.NaN);
      ear.hear(new Int16Array(0), 0);
      ear.close();
      ear.close();
      ear.hear(speech, 0);
      await judged(speech);
      expect(verdicts).toEqual([]);
    });

    it("goes on when whoever listens throws", async () => {
      const ear = house.judge.listen(() => {
        throw new Error("not mine");
      });
      ear.hear(speech, 0);
      expect(share(await judged(speech))).toBeGreaterThan(0.8);
      ear.close();
    });
  });
}
