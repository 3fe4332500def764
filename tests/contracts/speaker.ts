import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Speaker, Spoken } from "../../server/ports/speaker.ts";

export type SpeakerHouse = {
  speaker: Speaker;
  close(): Promise<void>;
};

/** What every Speaker owes its callers. */
export function speakerContract(name: string, open: () => Promise<SpeakerHouse>): void {
  describe(`${name} as a Speaker`, () => {
    let house: SpeakerHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const say = async (text: string, signal = new AbortController().signal): Promise<Spoken[]> => {
      const heard: Spoken[] = [];
      for await (const it of house.speaker.say(text, signal)) heard.push(it);
      return heard;
    };

    it("says what it is called", () => expect(house.speaker.voice).toMatch(/\w/));

    it("speaks at a pace, a level and a rate that people can follow", async () => {
      const text = "Please tell me about a project that you are proud of, and what you would do differently today.";
      const heard = await say(text);
      expect(heard.length).toBeGreaterThan(0);
      expect(heard.every(({ rate }) => rate === 16_000 || rate === 24_000)).toBe(true);
      const seconds = secondsOf(heard);
      expect(text.length / seconds).toBeGreaterThan(8);
      expect(text.length / seconds).toBeLessThan(25);
      const { levelDb, peak } = loudnessOf(heard);
      expect(levelDb).toBeGreaterThan(-26);
      expect(levelDb).toBeLessThan(-16);
      expect(peak).toBeLessThan(32_767);
    });

    it("gives sentence after sentence, and more for more words", async () => {
      const one = await say("This is the first sentence.");
      const three = await say("This is the first sentence. Here is another one, a bit longer. And that was all of it!");
      expect(one).toHaveLength(1);
      expect(three).toHaveLength(3);
      expect(secondsOf(three)).toBeGreaterThan(2 * secondsOf(one));
    });

    it.each(["", "  \n\t ", "…?!", "\u0000\u0007\u001b[2J", "\ud800"])("has nothing to say for %j", async (text) => {
      expect(await say(text)).toHaveLength(0);
    });

    it.each([
      ["words that a shell would run", "; rm -rf / ; $(reboot) `halt` && echo 'so it went'"],
      ["words that look like options", "-o /tmp/somewhere -f /etc/passwd --help is what I typed"],
      ["control characters between words", "One\u0000two\u0007three\u001b[31m four\u202e five\r\nsix"],
      ["half characters and signs of all kinds", "So \ud83d I said \udc00 hello 😀 你好 ∑ <b>there</b> & %s %n {}"],
    ])("reads %s as words", async (_, text) => {
      const seconds = secondsOf(await say(text));
      expect(seconds).toBeGreaterThan(0.8);
      expect(seconds).toBeLessThan(20);
    });

    it("begins a text of 100 kB as soon as a short one, and goes only a little ahead of who listens", async () => {
      const stop = new AbortController();
      const text = "This sentence is one of very many that nobody wants to hear all of. ".repeat(1500);
      const heard: Spoken[] = [];
      for await (const it of house.speaker.say(text, stop.signal)) {
        heard.push(it);
        if (heard.length === 4) stop.abort();
      }
      expect(heard).toHaveLength(4);
    });

    it("reads words without an end in pieces", async () => {
      const heard = await say(`${"aha".repeat(20_000)} is a long word, ${"and then ".repeat(60)} it ends.`);
      expect(heard.length).toBeGreaterThan(2);
      expect(Math.max(...heard.map((it) => secondsOf([it])))).toBeLessThan(40);
    });

    it("refuses more than a speech", async () => {
      await expect(say("word ".repeat(100_000))).rejects.toMatchObject({ code: "too-large" });
    });

    it("falls silent at once when it is told to, and speaks again", async () => {
      const stop = new AbortController();
      const heard: Spoken[] = [];
      for await (
        const it of house.speaker.say("First of all, hello. Second, goodbye. Third, I said goodbye.", stop.signal)
      ) {
        heard.push(it);
        stop.abort();
      }
      expect(heard).toHaveLength(1);
      expect(await say("Never heard.", AbortSignal.abort())).toEqual([]);
      expect(await say("Heard again.")).toHaveLength(1);
    });

    it("is left in the middle without harm", async () => {
      for await (
        const _ of house.speaker.say("One sentence. Two sentences. Three sentences.", new AbortController().signal)
      ) {
        break;
      }
      expect(await say("And on it goes.")).toHaveLength(1);
    });

    it("reads many texts at once", async () => {
      const all = await Promise.all(Array.from({ length: 6 }, (_, n) => say(`This is text number ${n + 1} of six.`)));
      expect(all.every((it) => it.length === 1 && secondsOf(it) > 1)).toBe(true);
    });
  });
}

export function secondsOf(heard: readonly Spoken[]): number {
  return heard.reduce((sum, { pcm, rate }) => sum + pcm.length / rate, 0);
}

/** The level of what is not silence, against full scale. */
function loudnessOf(heard: readonly Spoken[]): { levelDb: number; peak: number } {
  const samples = heard.flatMap(({ pcm }) => [...pcm]);
  const frames = Array.from(
    { length: Math.floor(samples.length / 320) },
    (_, n) => samples.slice(n * 320, (n + 1) * 320),
  );
  const powers = frames.map((it) => it.reduce((sum, sample) => sum + sample * sample, 0) / it.length);
  const loud = powers.filter((it) => it > 300 * 300);
  const power = loud.reduce((sum, it) => sum + it, 0) / loud.length;
  return {
    levelDb: 10 * Math.log10(power / 32_768 ** 2),
    peak: samples.reduce((most, it) => Math.max(most, Math.abs(it)), 0),
  };
}
