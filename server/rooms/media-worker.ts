import { createWorker, type types } from "mediasoup";
import type { Clock } from "../kit/clock.ts";
import { AppError } from "../kit/errors.ts";
import type { Log } from "../kit/log.ts";

type Options = {
  readonly binary: string;
  readonly listenHost: string;
  readonly port: number;
  /** What browsers are told; null: the address we listen on. */
  readonly announcedAddress: string | null;
  readonly clock: Clock;
  readonly log: Log;
};

/** A worker that ran for so long was well: its death starts a new count. Lower forgives a worker that dies again and again. */
const wellAfterMs = 10_000;

/** The process that carries media. When it dies it is started again; `ready` says whether it runs now. */
export class MediaWorker {
  readonly #options: Options;
  #worker: types.Worker | undefined;
  #closed = false;
  #failures = 0;
  #startedMs = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #starting: Promise<void> | undefined;

  private constructor(options: Options) {
    this.#options = options;
  }

  /** Starts the worker and opens its port; throws AppError "unavailable" with what to do when it cannot. */
  static async open(options: Options): Promise<MediaWorker> {
    const media = new MediaWorker(options);
    await media.#start();
    return media;
  }

  /** Throws AppError "unavailable" while no worker runs. */
  ready(): void {
    if (!this.#worker || this.#worker.closed) {
      throw new AppError("unavailable", "The media worker is not running. It is being started again.");
    }
  }

  /** Resolves when none runs and none is being started any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#starting;
    this.#worker?.close();
  }

  async #start(): Promise<void> {
    const { binary, listenHost: ip, port, announcedAddress, clock, log } = this.#options;
    const worker = await createWorker({ workerBin: binary, logLevel: "warn" });
    const at = { ip, port, ...(announcedAddress && announcedAddress !== ip ? { announcedAddress } : {}) };
    try {
      await worker.createWebRtcServer({ listenInfos: [{ protocol: "udp", ...at }, { protocol: "tcp", ...at }] });
    } catch (cause) {
      worker.close();
      throw new AppError(
        "unavailable",
        `Media port ${port} cannot be opened for UDP and TCP. Stop what uses it, or choose another with RTC_PORT.`,
        { cause },
      );
    }
    this.#worker = worker;
    this.#startedMs = clock.now();
    worker.on("died", (error) => {
      if (clock.now() - this.#startedMs >= wellAfterMs) this.#failures = 0;
      this.#startAgain("media worker died", error);
    });
    log.info("media worker runs", { port, announced: announcedAddress ?? ip });
  }

  /** Tries again after 0.1 s, then twice as long each time up to 5 s: quick after one crash, calm when it keeps failing. */
  #startAgain(message: string, error: unknown): void {
    const againInMs = Math.min(5_000, 100 * 2 ** this.#failures++);
    this.#options.log.error(message, { againInMs, error });
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#starting = this.#start().catch((problem: unknown) =>
        this.#startAgain("media worker does not start", problem)
      );
    }, againInMs);
  }
}
