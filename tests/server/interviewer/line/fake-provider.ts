import type { InterviewerLine, InterviewerProvider, LineTells } from "../../../../server/ports/interviewer.ts";

/** What a fake line was asked and given, in order. */
export type Told =
  | "began"
  | "ended"
  | "closed"
  | { readonly samples: number; readonly first: number }
  | { readonly text: string; readonly answers: boolean }
  | { readonly answer: string; readonly result: Readonly<Record<string, unknown>> };

export type FakeLine = {
  readonly wish: Parameters<InterviewerProvider["open"]>[0];
  readonly tells: LineTells;
  readonly told: Told[];
  waitingBytes: number;
  closed: boolean;
};

export type FakeProvider = InterviewerProvider & { readonly lines: FakeLine[]; readonly last: () => FakeLine };

/** A provider without a mind: it keeps what it is given, and the test tells what it says. */
export function fakeProvider(
  more: Partial<InterviewerProvider> & { onOpen?: (line: FakeLine) => void } = {},
): FakeProvider {
  const lines: FakeLine[] = [];
  const { onOpen = () => undefined, ...traits } = more;
  return {
    name: "Far",
    voice: "Kore",
    outside: "far.example",
    resumes: true,
    lastsMs: null,
    takesNudges: true,
    ...traits,
    lines,
    last() {
      const line = lines.at(-1);
      if (!line) throw new Error("nobody dialed");
      return line;
    },
    open(wish): InterviewerLine {
      const line: FakeLine = { wish, tells: wish.tells, told: [], waitingBytes: 0, closed: false };
      lines.push(line);
      onOpen(line);
      return {
        hear: (pcm) => void line.told.push({ samples: pcm.length, first: pcm[0] ?? 0 }),
        speechBegan: () => void line.told.push("began"),
        speechEnded: () => void line.told.push("ended"),
        tell: (text, { answers }) => void line.told.push({ text, answers }),
        answer: (id, result) => void line.told.push({ answer: id, result }),
        get waitingBytes() {
          return line.waitingBytes;
        },
        close() {
          line.closed = true;
          line.told.push("closed");
        },
      };
    },
  };
}

/** One that is on this machine. */
export const nearProvider = (more: Parameters<typeof fakeProvider>[0] = {}): FakeProvider =>
  fakeProvider({ name: "Near", voice: "slt", outside: null, resumes: false, takesNudges: false, ...more });
