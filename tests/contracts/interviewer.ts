import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Brief, InterviewerLine, InterviewerProvider, Opening } from "../../server/ports/interviewer.ts";

export type InterviewerHouse = {
  readonly provider: InterviewerProvider;
  /** Lets so much time pass, with everything that happens in it. */
  live(ms: number): Promise<void>;
  /** Alarms that are set. */
  waiting(): number;
  close(): Promise<void>;
};

export const aBrief: Brief = {
  candidate: "Nova",
  task: {
    title: "Two sums",
    kind: "coding",
    brief: "Find two numbers that add up to a third.",
    rubric: [{ name: "Clarity", weight: 1, levels: { weak: "lost", solid: "clear", strong: "vivid" } }],
    plan: [
      { ask: "How would you begin?", probes: ["Why so?"], hints: ["Think of a table."], minutes: 5 },
      { ask: "What does it cost?", probes: ["And in memory?"], hints: ["Count the steps."], minutes: 5 },
    ],
  },
  minutes: 20,
  leftMs: 1_200_000,
  speakers: [],
  prepNotes: null,
  soFar: null,
  turnsFrom: null,
};
const underWay: Brief = {
  ...aBrief,
  soFar: {
    said: [
      { by: "interviewer", name: "Interviewer", text: "How would you begin?" },
      { by: "candidate", name: "Nova", text: "With a table of what I saw." },
    ],
    question: 0,
  },
};

/** What every InterviewerProvider owes whoever leads an interview with it. */
export function interviewerContract(name: string, open: () => Promise<InterviewerHouse>): void {
  describe(`${name} as InterviewerProvider`, () => {
    let house: InterviewerHouse;
    let line: InterviewerLine;
    let told: string[];
    let words: string[];
    beforeEach(async () => {
      house = await open();
      told = [];
      words = [];
    });
    afterEach(() => house.close());

    const dial = (
      opening: Opening,
      { brief = aBrief, handle = null as string | null, standsIn = false } = {},
    ): void => {
      const kinds = [
        "ready",
        "turnComplete",
        "interrupted",
        "cancelled",
        "goingAway",
        "wants",
        "heard",
        "wrote",
      ] as const;
      const note = Object.fromEntries(kinds.map((it) => [it, () => void told.push(it)]));
      line = house.provider.open({
        ...{ brief, opening, standsIn, handle },
        tells: {
          ...note as Record<(typeof kinds)[number], () => void>,
          sound: (pcm, rate) =>
            void told.push(pcm.length > 0 && [16_000, 24_000].includes(rate) ? "sound" : "nonsense"),
          said: (text) => {
            words.push(text);
            told.push("said");
          },
          handle: () => undefined,
          closed: ({ reason }) => void told.push(`closed: ${reason}`),
        },
      });
    };
    const speak = (): void => {
      line.speechBegan();
      for (let at = 0; at < 50; at++) line.hear(new Int16Array(320).fill(at));
      line.speechEnded();
    };
    const count = (what: string): number => told.filter((it) => it === what).length;
    const said = (): string => words.join("");
    const settled = async (): Promise<void> => {
      await house.live(20_000);
      told.length = 0;
      words.length = 0;
    };

    it("is ready before it says anything, greets, and ends its turn once", async () => {
      dial("greets");
      await house.live(20_000);
      expect(told[0]).toBe("ready");
      expect(count("sound")).toBeGreaterThan(0);
      expect(said()).toMatch(/hello|hi|welcome|good (day|morning|evening)/i);
      expect(count("turnComplete")).toBe(1);
      expect(told.at(-1)).toMatch(/turnComplete/);
    });

    it("waits until it is spoken to, and answers then", async () => {
      dial("waits", { brief: underWay });
      await house.live(20_000);
      expect(told).toEqual(["ready"]);
      speak();
      await house.live(20_000);
      expect(count("sound")).toBeGreaterThan(0);
      expect(count("turnComplete")).toBe(1);
    });

    it("goes on without greeting when it is its turn", async () => {
      dial("goes-on", { brief: underWay });
      await house.live(20_000);
      expect(count("sound")).toBeGreaterThan(0);
      expect(said()).not.toMatch(/\b(hello|hi|welcome)\b/i);
    });

    it("answers what it is told when it is to, and keeps silent when it is not", async () => {
      dial("waits", { brief: underWay });
      await settled();
      line.tell("Five minutes are left.", { answers: false });
      await house.live(20_000);
      expect(count("sound")).toBe(0);
      line.tell("Nova typed: I would sort them first.", { answers: true });
      await house.live(20_000);
      expect(count("sound")).toBeGreaterThan(0);
      expect(count("turnComplete")).toBe(1);
    });

    it("stops when somebody speaks, and says nothing more of that turn", async () => {
      dial("greets");
      await house.live(600);
      line.speechBegan();
      await house.live(1_000);
      told.length = 0;
      await house.live(20_000);
      expect(count("sound")).toBe(0);
      line.speechEnded();
      await house.live(20_000);
      expect(count("sound")).toBeGreaterThan(0);
    });

    it("answers a turn that comes faster than it was spoken", async () => {
      dial("waits", { brief: underWay });
      await house.live(500);
      for (let at = 0; at < 3; at++) speak();
      await house.live(30_000);
      expect(count("turnComplete")).toBeGreaterThan(0);
      expect(told.some((it) => it.startsWith("closed"))).toBe(false);
    });

    it("tells nothing after it was closed, also when that comes early or twice", async () => {
      dial("greets");
      line.close();
      line.close();
      await house.live(20_000);
      expect(told).toEqual([]);
      dial("greets");
      await house.live(700);
      line.close();
      told.length = 0;
      line.speechBegan();
      line.hear(new Int16Array(320));
      line.speechEnded();
      line.tell("late", { answers: true });
      line.answer("nothing", {});
      await house.live(20_000);
      expect(told).toEqual([]);
      expect(house.waiting()).toBe(0);
    });

    it("does not throw at what it cannot use: a handle of somebody else, an answer to nothing, no plan", async () => {
      dial("waits", { handle: "somebody else's" });
      await house.live(20_000);
      expect(told).toHaveLength(1);
      line.close();
      told.length = 0;
      dial("greets", { brief: { ...aBrief, task: { ...aBrief.task, plan: [], rubric: [] } } });
      line.answer("nothing", {});
      await house.live(20_000);
      expect(count("sound")).toBeGreaterThan(0);
    });

    it("says plainly where it is and what it is called", () => {
      const { provider } = house;
      expect(provider.name).not.toBe("");
      expect(provider.voice).not.toBe("");
      expect(provider.outside === null || /^[\w.-]+(:\d+)?$/.test(provider.outside)).toBe(true);
    });
  });
}
