import { beforeEach, describe, expect, it } from "vitest";
import { scriptInterviewer } from "../../../../server/adapters/interviewer/script/script.ts";
import { AppError } from "../../../../server/kit/errors.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import type { Brief, InterviewerLine, Opening } from "../../../../server/ports/interviewer.ts";
import type { Speaker } from "../../../../server/ports/speaker.ts";
import { toldWords } from "../../../../server/ports/interviewer-told.ts";
import { aBrief } from "../../../contracts/interviewer.ts";
import { fakeTime } from "../../../kit/clock.ts";
import { readingSpeaker } from "../../../kit/reading-speaker.ts";

const [first, second] = aBrief.task.plan;

describe("the local interviewer", () => {
  let time: ReturnType<typeof fakeTime>;
  let said: string[];
  let told: string[];
  let line: InterviewerLine;
  beforeEach(() => {
    [time, said, told] = [fakeTime(), [], []];
  });
  const opens = async (
    opening: Opening,
    { brief = aBrief, speaker = readingSpeaker(time.alarm), answers = true }: {
      brief?: Brief;
      speaker?: Speaker;
      answers?: boolean;
    } = {},
  ): Promise<void> => {
    let question = brief.soFar?.question ?? 0;
    const ignore = (): void => undefined;
    line = scriptInterviewer({ speaker, ...time, log: silentLog }).open({
      ...{ brief, opening, standsIn: false, handle: null },
      tells: {
        ...{ ready: ignore, heard: ignore, interrupted: ignore, cancelled: ignore, handle: ignore, goingAway: ignore },
        sound: () => told.push("sound"),
        wrote: () => told.push("wrote"),
        turnComplete: () => told.push("turn"),
        said: (text) => said.push(text),
        closed: ({ reason }) => told.push(`closed: ${reason}`),
        wants({ id, name }) {
          told.push(name);
          if (!answers) return;
          const next = brief.task.plan[question + 1];
          if (name === "next_question") {
            line.answer(id, next ? { number: ++question + 1, ask: next.ask } : { done: true });
          } else line.answer(id, { hint: first?.hints[0] ?? "" });
        },
      },
    });
    await time.live(60_000);
  };
  const speaks = async (ms: number): Promise<void> => {
    said = [];
    line.speechBegan();
    // With all the silence by which an end is known of who likes to be waited for.
    for (let at = 0; at < ms + 4_500; at += 20) line.hear(new Int16Array(320).fill(at < ms ? 500 : 5));
    line.speechEnded();
    await time.live(60_000);
  };
  const types = async (text: string): Promise<void> => {
    said = [];
    line.tell(toldWords.typed("Nova", text), { answers: true });
    await time.live(60_000);
  };

  it("asks more after a short answer, twice at most, and then goes on", async () => {
    await opens("greets");
    await speaks(1_000);
    expect(said.at(-1)).toBe(first?.probes[0]);
    await speaks(1_000);
    expect(said.join(" ")).not.toContain(second?.ask);
    await speaks(1_000);
    expect(said.at(-1)).toBe(second?.ask);
  });

  it("goes on at once after an answer that leaves nothing open", async () => {
    await opens("greets");
    await speaks(90_000);
    expect(said.at(-1)).toBe(second?.ask);
  });

  it("does not ask about what was just spoken of", async () => {
    const probes = ["Which table would you use?", "How would you prove that?"];
    const plan = [{ ask: "How would you begin?", probes, hints: [], minutes: 5 }, ...aBrief.task.plan];
    await opens("greets", { brief: { ...aBrief, task: { ...aBrief.task, plan } } });
    await types("I would use a table of the numbers that I have seen so far, and look each one up in that table.");
    expect(said.at(-1)).toBe(probes[1]);
  });

  it("gives the hint it is asked for, and waits for the answer", async () => {
    await opens("greets");
    await types("hint please");
    expect(said.at(-1)).toBe(first?.hints[0]);
    expect(told).toContain("give_hint");
  });

  it("goes on by itself when the house does not answer", async () => {
    await opens("greets", { answers: false });
    await types("skip");
    expect(said.at(-1)).toBe(second?.ask);
    await types("skip");
    expect(said.join(" ")).toMatch(/goodbye/i);
  });

  it("leads by captions where nothing can speak", async () => {
    const mute: Speaker = {
      voice: null,
      async *say() {
        await Promise.resolve();
        if (said.length > 0) throw new AppError("unavailable", "No voice.");
        yield { pcm: new Int16Array(0), rate: 16_000 };
      },
    };
    await opens("greets", { speaker: mute });
    expect(said.at(-1)).toBe(first?.ask);
    expect(told).toContain("turn");
    await types("skip");
    expect(said.at(-1)).toBe(second?.ask);
  });

  it("says goodbye when the time is up, and only then wants the end", async () => {
    await opens("greets");
    said = [];
    line.tell(toldWords.close, { answers: true });
    await time.live(60_000);
    expect(said.join(" ")).toMatch(/time is almost up.*Nova.*goodbye/i);
    expect(told.at(-1)).toBe("end_interview");
    expect(told.filter((it) => it === "end_interview")).toHaveLength(1);
  });

  it("says the same for the same interview, and not one sentence twice in a row", async () => {
    const talk = async (): Promise<string[]> => {
      [time, said] = [fakeTime(), []];
      const all: string[] = [];
      await opens("greets");
      all.push(...said);
      for (let at = 0; at < 4; at++) {
        await speaks(1_000);
        all.push(...said);
      }
      return all;
    };
    const [one, other] = [await talk(), await talk()];
    expect(one).toEqual(other);
    expect(one.filter((it, at) => it === one[at - 1])).toEqual([]);
  });

  it("turns to who has the seat now in one sentence, and explains the task but not the rules", async () => {
    await opens("greets", { brief: { ...aBrief, turnsFrom: "Otto" } });
    expect(said.join(" ")).toMatch(/Otto.*Nova/);
    expect(said.join(" ")).toContain(aBrief.task.title);
    expect(said.join(" ")).not.toMatch(/ask for a hint/);
    expect(said.at(-1)).toBe(first?.ask);
  });
});
