import type { Alarm } from "../../../server/kit/alarm.ts";
import type { InterviewerProvider } from "../../../server/ports/interviewer.ts";
import { tone } from "../fake-gemini/words.ts";

type StandIn = InterviewerProvider & {
  /** What it heard, a turn each. */
  readonly turns: (readonly Int16Array[])[];
  readonly greetings: () => number;
};

/** A local interviewer as plain as can be: it answers everything after a moment with two seconds of sound. */
export function standIn(alarm: Alarm, { thinkMs = 250, replyMs = 2_000 } = {}): StandIn {
  const turns: (readonly Int16Array[])[] = [];
  let greetings = 0;
  return {
    name: "Local",
    voice: "slt",
    outside: null,
    resumes: false,
    lastsMs: null,
    takesNudges: false,
    turns,
    greetings: () => greetings,
    open({ opening, tells }) {
      let turn: Int16Array[] = [];
      let off = (): void => {};
      const speak = (): void => {
        off();
        off = alarm(thinkMs, () => {
          tells.said("Let us go on.", true);
          tells.sound(tone(replyMs, 16_000), 16_000);
          tells.turnComplete();
        });
      };
      let offReady = alarm(0, () => {
        offReady = () => {};
        tells.ready();
        if (opening === "greets") greetings++;
        if (opening !== "waits") speak();
      });
      return {
        hear: (pcm) => void turn.push(pcm),
        speechBegan() {
          off();
          turn = [];
        },
        speechEnded() {
          turns.push(turn);
          speak();
        },
        tell: (_, { answers }) => answers && speak(),
        answer: () => undefined,
        waitingBytes: 0,
        close() {
          off();
          offReady();
        },
      };
    },
  };
}
