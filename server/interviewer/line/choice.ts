import { found } from "../../kit/errors.ts";
import type { InterviewerProvider } from "../../ports/interviewer.ts";

/** Which of the providers is wanted: the first that may be used. */
export class Choice {
  /** The last one, which is local and always there. */
  readonly local: InterviewerProvider;
  readonly #providers: readonly InterviewerProvider[];
  #localOnly: boolean;
  #spent = false;
  #wanted: InterviewerProvider;

  constructor(providers: readonly InterviewerProvider[], localOnly: boolean) {
    this.#providers = providers;
    this.#localOnly = localOnly;
    this.local = found(providers.at(-1), "interviewer");
    this.#wanted = this.#pick();
  }

  get wanted(): InterviewerProvider {
    return this.#wanted;
  }

  /** Somebody else than the local one is wanted, so that one can stand in. */
  get standIn(): boolean {
    return this.#wanted !== this.local;
  }

  /** Another one is to be wanted, as soon as somebody says `settle`. */
  get due(): boolean {
    return this.#pick() !== this.#wanted;
  }

  localOnly(on: boolean): void {
    this.#localOnly = on;
  }

  /** Nothing more may be spent. false: that was known. */
  spent(): boolean {
    const first = !this.#spent;
    this.#spent = true;
    return first;
  }

  settle(): void {
    this.#wanted = this.#pick();
  }

  #pick(): InterviewerProvider {
    const closed = this.#localOnly || this.#spent;
    return this.#providers.find((it) => it.outside === null || !closed) ?? this.local;
  }
}
