import type { Log } from "../../kit/log.ts";
import type { SpeechEar, SpeechVerdict } from "../../ports/speaker.ts";
import { asks, soundBody, tells } from "./booth/frames.mjs";
import type { BoothLine, LineGuest } from "./booth-line.ts";
import type { BoothFrame } from "./booth-socket.ts";

type Options = {
  readonly line: BoothLine;
  readonly log: Log;
  readonly onVerdict: (verdict: SpeechVerdict) => void;
};

/** What the booth did not take yet of all ears; more is left out, because a late verdict helps nobody. */
const mostWaitingBytes = 512 * 1024;
/** Longer sound is sent in parts. */
const partSamples = 16_000;
const samplesPerMs = 16;
const verdictBytes = 12;

/** One voice that the booth listens to. While there is no booth it hears nothing, and there are no verdicts. */
export class BoothEar implements SpeechEar, LineGuest {
  readonly #options: Options;
  readonly #id: number;

  constructor(options: Options) {
    this.#options = options;
    this.#id = options.line.welcome(this);
    if (options.line.hello) this.there();
  }

  hear(pcm: Int16Array, atMs: number): void {
    const { line } = this.#options;
    for (let from = 0; from < pcm.length; from += partSamples) {
      if (!line.hello?.judges || !Number.isFinite(atMs) || line.waitingBytes > mostWaitingBytes) return;
      const body = soundBody(pcm.subarray(from, from + partSamples), 8);
      body.writeDoubleLE(atMs + from / samplesPerMs, 0);
      line.send(asks.hear, this.#id, body);
    }
  }

  close(): void {
    this.#options.line.send(asks.deaf, this.#id);
    this.#options.line.farewell(this.#id);
  }

  there(): void {
    this.#options.line.send(asks.listen, this.#id);
  }

  lost(): void {}

  frame({ kind, body }: BoothFrame): void {
    if (kind !== tells.verdicts) return;
    for (let at = 0; at + verdictBytes <= body.length; at += verdictBytes) {
      this.#tell({ atMs: body.readDoubleLE(at), probability: body.readFloatLE(at + 8) });
    }
  }

  #tell(verdict: SpeechVerdict): void {
    try {
      this.#options.onVerdict(verdict);
    } catch (error) {
      this.#options.log.error("a listener of the speech judge failed", { error });
    }
  }
}
