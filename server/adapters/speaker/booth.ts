import { Buffer } from "node:buffer";
import { AppError } from "../../kit/errors.ts";
import type { Log } from "../../kit/log.ts";
import type { Speaker, SpeechJudge, Spoken } from "../../ports/speaker.ts";
import { BoothEar } from "./booth-ear.ts";
import { BoothLine } from "./booth-line.ts";
import { BoothReading } from "./booth-reading.ts";

/** How long a text waits for a booth that starts again. Lower falls silent sooner, higher keeps an interview waiting. */
const patienceWithBoothMs = 3_000;
/** More than hours of speech. */
const longestTextBytes = 256 * 1024;

type Options = {
  /** The path of the booth's socket; null: this server has none. */
  readonly socket: string | null;
  readonly log: Log;
  readonly patienceMs?: number;
};

/** What the process of this machine that speaks and judges is used through. */
export type Booth = {
  readonly speaker: Speaker;
  readonly judge: SpeechJudge;
  /** Resolves when it first said what it can do; where there is none, at once. */
  ready(): Promise<void>;
  /** What it can do now; null: this server has none. */
  state(): { readonly voice: string | null; readonly judges: boolean } | null;
  close(): void;
};

/** Begins to look for the booth, now and whenever it is lost; what was under way then goes on with the next one. */
export function openBooth({ socket, log, patienceMs = patienceWithBoothMs }: Options): Booth {
  if (socket === null) return noBooth;
  const line = new BoothLine({ socket, log });
  return {
    speaker: {
      get voice() {
        return line.hello?.voice ?? null;
      },
      say: (text, signal) => say({ line, text, signal, patienceMs }),
    },
    judge: { listen: (onVerdict) => new BoothEar({ line, log, onVerdict }) },
    ready: () => line.arrived,
    state: () => ({ voice: line.hello?.voice ?? null, judges: line.hello?.judges ?? false }),
    close: () => line.close(),
  };
}

type Wish = {
  readonly line: BoothLine;
  readonly text: string;
  readonly signal: AbortSignal;
  readonly patienceMs: number;
};

async function* say({ line, text, signal, patienceMs }: Wish): AsyncGenerator<Spoken> {
  const bytes = Buffer.from(text);
  if (bytes.length > longestTextBytes) throw new AppError("too-large", "That is too long to be read aloud.");
  if (signal.aborted) return;
  const reading = new BoothReading({ line, text: bytes, patienceMs });
  const stop = (): void => reading.close();
  signal.addEventListener("abort", stop, { once: true });
  try {
    for (let spoken = await reading.next(); spoken; spoken = await reading.next()) yield spoken;
  } finally {
    signal.removeEventListener("abort", stop);
    reading.close();
  }
}

const noVoice = (): AppError => new AppError("unavailable", "There is no voice on this server.");

/** Rooms fall back to captions, and to the detector that needs no booth. */
const noBooth: Booth = {
  speaker: {
    voice: null,
    say: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(noVoice()) }) }),
  },
  judge: { listen: () => ({ hear: () => {}, close: () => {} }) },
  ready: () => Promise.resolve(),
  state: () => null,
  close: () => {},
};
