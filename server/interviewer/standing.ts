import type { InterviewerSpeaks, InterviewerTells } from "../rooms/interviewers.ts";
import type { LineState } from "./line/line.ts";

type Options = {
  readonly tells: Pick<InterviewerTells, "state">;
  readonly owes: boolean;
  /** Nobody speaks and nothing is expected. */
  readonly quiet: (on: boolean) => void;
};
/** `owes`: it is the interviewer's turn. `heard`: somebody else has it. */
type Stands = { readonly speaking: boolean; readonly owes: boolean; readonly heard: boolean };

/** What an interviewer does, as its room and its line are told of it. */
export class Standing {
  readonly #options: Options;
  #stands: Stands;
  #speaks: InterviewerSpeaks | null = null;
  #ready = false;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#stands = { speaking: false, owes: options.owes, heard: false };
  }

  get owes(): boolean {
    return this.#stands.owes;
  }

  /** Who leads, and where the line stands. */
  leads(state: LineState, speaks: InterviewerSpeaks): void {
    this.#speaks = speaks;
    if (state === "live" || state === "fallback") this.#ready = true;
    this.#show();
  }

  set(some: Partial<Stands>): void {
    this.#stands = { ...this.#stands, ...some };
    this.#show();
  }

  close(): void {
    this.#closed = true;
  }

  #show(): void {
    if (this.#closed || !this.#speaks) return;
    const { speaking, owes, heard } = this.#stands;
    this.#options.quiet(this.#ready && !speaking && !owes && !heard);
    const state = speaking ? "speaking" : !this.#ready ? "connecting" : owes ? "thinking" : "listening";
    this.#options.tells.state(state, this.#speaks);
  }
}
