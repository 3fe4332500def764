import type { Alarm } from "../../kit/alarm.ts";
import type { FromClient } from "./frames.ts";
import { refusals } from "./refusals.ts";
import type { Visit } from "./visit.ts";
import type { Wire } from "./wire.ts";

type Said = Exclude<FromClient, { kind: "bad" }>;
type Options = {
  readonly interviewId: string;
  /** From its address; null: its first frame brings one. */
  readonly token: string | null;
  readonly wire: Wire;
  /** null: it was told why it may not come in. */
  readonly admit: (token: string) => Promise<Visit | null>;
  /** It said who it is, or is gone; told once. */
  readonly onKnown: () => void;
  /** Who came in is gone. */
  readonly onGone: (visit: Visit) => void;
  readonly onFailed: (error: unknown) => void;
  readonly alarm: Alarm;
};

/** How long a client may take to show its token. Higher forgives slow lines, lower frees us of silent ones. */
const tokenWithinMs = 10_000;

/** One client, from its first frame to its end. */
export class Arrival {
  readonly #options: Options;
  readonly #cancel: () => void;
  readonly #held: Said[] = [];
  #shown = false;
  /** Also a client with a token in its address may begin with a StartRequest. */
  #mayStart = true;
  #known = false;
  #visit: Visit | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#cancel = options.alarm(tokenWithinMs, () => options.wire.refuse(refusals.noToken));
    if (options.token !== null) this.#show(options.token);
  }

  /** It has not said who it is, nor tried to. */
  get silent(): boolean {
    return !this.#shown;
  }

  hear(frame: Said): void {
    const { wire, interviewId } = this.#options;
    if (frame.kind === "start" && this.#mayStart) {
      this.#mayStart = false;
      if (frame.interviewId !== interviewId) return wire.refuse(refusals.token);
      return this.#shown ? undefined : this.#show(frame.token);
    }
    this.#mayStart = false;
    if (!this.#shown) return wire.refuse(refusals.token);
    if (this.#visit) this.#visit.hear(frame);
    else this.#held.push(frame);
  }

  gone(): void {
    this.#isKnown();
    if (this.#visit) this.#options.onGone(this.#visit);
  }

  #show(token: string): void {
    this.#shown = true;
    this.#comeIn(token).catch((error: unknown) => this.#options.onFailed(error));
  }

  async #comeIn(token: string): Promise<void> {
    const { admit, wire, onGone } = this.#options;
    const visit = await admit(token).finally(() => this.#isKnown());
    if (!visit) return;
    this.#visit = visit;
    if (wire.ended) return onGone(visit);
    for (const frame of this.#held.splice(0)) visit.hear(frame);
    await visit.begin();
  }

  #isKnown(): void {
    this.#cancel();
    if (!this.#known) this.#options.onKnown();
    this.#known = true;
  }
}
