import { beforeEach, describe, expect, it } from "vitest";
import { thinkTimes } from "../../../proto/live/words.ts";
import { type TurnAct, Turns } from "../../../server/interviewer/turns/turns.ts";

type Sound = "silence" | "voice" | "hum" | "noise";

/** Lets sound happen and notes what is done, and when. */
class Stage {
  readonly turns: Turns;
  readonly judged: boolean;
  readonly done: string[] = [];
  #atMs = 0;

  constructor(setting: (typeof thinkTimes)[number] = "normal", judged = false) {
    this.judged = judged;
    this.turns = new Turns(setting);
  }

  hears(sound: Sound, ms: number): this {
    for (let left = ms; left > 0; left -= 20) {
      this.#atMs += 20;
      if (this.judged) {
        const probability = sound === "voice" || sound === "hum" ? 0.9 : 0.1;
        for (const act of this.turns.verdict({ atMs: this.#atMs - 20, probability })) this.#did(act);
      }
      const speechMs = sound === "silence" ? 0 : 20;
      const voicedMs = sound === "voice" || sound === "hum" ? 20 : 0;
      const slice = { atMs: this.#atMs, ms: 20, speechMs, voicedMs, pitch: 0, openness: sound === "hum" ? 0.001 : 0.1 };
      for (const act of this.turns.slice(slice)) this.#did(act);
    }
    return this;
  }

  #did(act: TurnAct): void {
    this.done.push(act);
    if (act === "stop") this.turns.speaks(false);
    if (act === "resume") this.turns.speaks(true);
  }
}

describe("who is listened to", () => {
  it.each(
    [
      ["brisk", 580, 700],
      ["normal", 980, 1_100],
      ["patient", 1_980, 2_100],
    ] as const,
  )("is done, when %s, after a silence between %i and %i ms", (setting, before, after) => {
    const stage = new Stage(setting).hears("voice", 3_000).hears("silence", before);
    expect(stage.done).toEqual(["begin"]);
    expect(stage.hears("silence", after - before).done).toEqual(["begin", "end"]);
  });

  it("is waited for longer after an unfinished sentence, and shorter after a finished one that falls", () => {
    const stage = new Stage().hears("voice", 3_000);
    stage.turns.words("I would sort them, because");
    expect(stage.hears("silence", 2_400).done).toEqual(["begin"]);
    expect(stage.hears("silence", 200).done).toEqual(["begin", "end"]);
  });

  it("has more time before the first words of an answer that needs thought", () => {
    const stage = new Stage();
    stage.turns.asked(true);
    stage.hears("voice", 400).hears("silence", 2_600);
    expect(stage.done).toEqual(["begin"]);
    expect(stage.hears("voice", 4_000).hears("silence", 1_100).done).toEqual(["begin", "end"]);
  });

  it("who asked for time has it, until they spoke and fell silent", () => {
    const stage = new Stage("brisk").hears("voice", 3_000).hears("silence", 300);
    stage.turns.takeYourTime();
    expect(stage.hears("silence", 60_000).done).toEqual(["begin"]);
    expect(stage.hears("voice", 1_000).hears("silence", 1_000).done).toEqual(["begin", "end"]);
  });

  it.each(["noise", "silence"] as const)("is nobody, while there is only %s", (sound) => {
    for (const judged of [true, false]) {
      const stage = new Stage("normal", judged);
      for (let at = 0; at < 20; at++) stage.hears(sound, 200).hears("silence", 300);
      expect(stage.done).toEqual([]);
    }
  });

  it("is not ended by noise that goes on where the judge knows better", () => {
    const stage = new Stage("normal", true).hears("voice", 3_000).hears("noise", 1_500);
    expect(stage.done).toEqual(["begin", "end"]);
  });
});

describe.each([true, false])("while the interviewer speaks, judged: %s", (judged) => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage("normal", judged);
    stage.turns.speaks(true);
    stage.hears("silence", 500);
  });

  it("a door or a cough makes it speak lower for a moment", () => {
    expect(stage.hears("noise", 120).hears("silence", 600).done).toEqual(["duck", "unduck"]);
  });

  it.each([200, 400, 600])("a hum of %i ms does not stop it", (ms) => {
    expect(stage.hears("hum", ms).hears("silence", 1_000).done).toEqual(["duck", "unduck"]);
  });

  it("who says something stops it within 80 ms, and has the turn when they go on", () => {
    expect(stage.hears("voice", 80).done).toEqual(["duck", "stop"]);
    expect(stage.hears("voice", 700).done).toEqual(["duck", "stop", "begin"]);
  });

  it("a short word stops it for a moment, and it goes on by itself", () => {
    expect(stage.hears("voice", 300).hears("silence", 1_000).done).toEqual(["duck", "stop", "resume"]);
    expect(stage.hears("silence", 1_000).hears("voice", 160).done.slice(3)).toEqual(["duck", "stop"]);
  });

  it("a short word with more to follow is an interruption", () => {
    stage.hears("voice", 300).hears("silence", 300).hears("voice", 300);
    expect(stage.done).toEqual(["duck", "stop", "begin"]);
  });

  it("a long hum is one as well", () => {
    expect(stage.hears("hum", 1_000).done).toEqual(["duck", "stop", "begin"]);
  });
});

it("stops as soon as the judge is sure, also between two slices and by what it heard before", () => {
  const stage = new Stage("normal");
  stage.turns.speaks(true);
  stage.hears("silence", 500);
  const judges = (atMs: number, probability: number) => stage.turns.verdict({ atMs, probability });
  judges(490, 0.1);
  stage.hears("voice", 40);
  expect(judges(530, 0.9)).toEqual([]);
  expect(stage.hears("voice", 20).done).toEqual(["duck"]);
  expect(judges(562, 0.9)).toEqual(["stop"]);
  expect(judges(594, 0.9)).toEqual([]);
});

it("a turn that is dropped leaves nothing behind", () => {
  const stage = new Stage();
  stage.turns.speaks(true);
  stage.hears("silence", 200).hears("voice", 200);
  expect(stage.turns.drop()).toEqual(["resume"]);
  stage.turns.speaks(false);
  expect(stage.hears("silence", 200).hears("voice", 200).done.at(-1)).toBe("begin");
});
