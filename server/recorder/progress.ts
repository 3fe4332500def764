import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Takes, TakeState } from "../ports/takes.ts";

type Options = {
  readonly interviewId: string;
  readonly takes: Pick<Takes, "progress">;
  readonly onNews: (news: {
    readonly interviewId: string;
    readonly state: TakeState;
    readonly progress: number;
  }) => void;
  readonly clock: Clock;
  readonly log: Log;
};

/** Lower tells more often, higher lets a bar on a page jump. */
const everyMs = 500;

/** How far a take is finished, told now and then. */
export class Progress {
  readonly #options: Options;
  #expected = 0;
  #done = 0;
  #toldAtMs = -Infinity;
  #telling: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  /** A track is still to be made; its log has so many bytes. */
  expect(bytes: number): void {
    this.#expected += bytes;
  }

  /** The track that is being made, whose log has so many bytes, is done to that share. */
  of(bytes: number): (share: number) => void {
    const before = this.#done;
    return (share) => {
      this.#done = before + bytes * Math.min(1, share);
      const nowMs = this.#options.clock.now();
      if (nowMs - this.#toldAtMs < everyMs) return;
      this.#toldAtMs = nowMs;
      this.#tell(Math.min(99, Math.floor(100 * this.#done / Math.max(1, this.#expected))));
    };
  }

  /** Resolves when what was told is written down. */
  async settled(): Promise<void> {
    await this.#telling;
  }

  #tell(progress: number): void {
    const { interviewId, takes, onNews, clock, log } = this.#options;
    onNews({ interviewId, state: "finishing", progress });
    const at = new Date(clock.now());
    this.#telling = this.#telling.then(() => takes.progress(interviewId, progress, at))
      .catch((error: unknown) => log.warn("how far a take is could not be noted", { error }));
  }
}
