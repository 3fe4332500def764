import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWorker, type types } from "mediasoup";
import type { Clock } from "../../kit/clock.ts";
import { AppError } from "../../kit/errors.ts";
import type { Log } from "../../kit/log.ts";
import { holdingChild } from "./held-child.ts";
import { watch } from "./watchdog.ts";

export type WorkerOptions = {
  readonly binary: string;
  readonly listenHost: string;
  readonly port: number;
  /** What browsers are told; null: the address we listen on. */
  readonly announcedAddress: string | null;
  readonly clock: Clock;
  readonly log: Log;
};

/** One life of a worker: the process, and its port. */
export type Home = {
  readonly worker: types.Worker;
  readonly server: types.WebRtcServer;
  readonly port: number;
  /** What it carries now, for placing rooms. Whoever opens and closes these counts them. */
  readonly load: { consumers: number; doors: number };
};

type Life = { readonly home: Home; readonly child: ChildProcess };

/** A worker that ran for so long was well: its death starts a new count. Lower forgives a worker that dies again and again. */
const wellAfterMs = 10_000;
/**
 * What the kernel keeps for a worker that is not at its port for a moment, in bytes; it gives less where its own limit is
 * lower. Lower loses packets whenever the machine is busy, higher only takes memory.
 */
const buffers = { recvBufferSize: 4 * 1024 * 1024, sendBufferSize: 4 * 1024 * 1024 } as const;
/** How long a worker may take to end when asked. A healthy one takes milliseconds; higher waits longer for a stopped one. */
const endsWithinMs = 1_000;

/** A process that carries media. When it dies or hangs it is started again. */
export class MediaWorker {
  readonly #options: WorkerOptions;
  readonly #onUp: () => void;
  #life: Life | undefined;
  #closing: Promise<void> | undefined;
  #failures = 0;
  #startedMs = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #starting: Promise<void> | undefined;

  private constructor(options: WorkerOptions, onUp: () => void) {
    this.#options = options;
    this.#onUp = onUp;
  }

  /** Starts the worker and opens its port; throws AppError "unavailable" with what to do when it cannot. `onUp`: it runs again. */
  static async open(options: WorkerOptions, onUp: () => void): Promise<MediaWorker> {
    const media = new MediaWorker(options, onUp);
    await media.#start();
    return media;
  }

  /** undefined while none runs. */
  get home(): Home | undefined {
    return this.#life?.home.worker.closed ? undefined : this.#life?.home;
  }

  /** Resolves when none runs and none is being started any more. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    clearTimeout(this.#retry);
    await this.#starting;
    if (this.#life) await end(this.#life);
  }

  async #start(): Promise<void> {
    const { port, announcedAddress, listenHost, clock, log } = this.#options;
    const life = await begin(this.#options);
    const { worker } = life.home;
    this.#life = life;
    this.#startedMs = clock.now();
    worker.on("died", (error) => {
      if (clock.now() - this.#startedMs >= wellAfterMs) this.#failures = 0;
      this.#startAgain("media worker died", error);
    });
    watch(worker, () => {
      log.error("media worker hangs", { port });
      life.child.kill("SIGKILL");
    });
    log.info("media worker runs", { port, announced: announcedAddress ?? listenHost });
    this.#onUp();
  }

  /** Tries again after 0.1 s, then twice as long each time up to 5 s: quick after one crash, calm when it keeps failing. */
  #startAgain(message: string, error: unknown): void {
    const againInMs = Math.min(5_000, 100 * 2 ** this.#failures++);
    this.#options.log.error(message, { againInMs, error });
    if (this.#closing) return;
    this.#retry = setTimeout(() => {
      this.#starting = this.#start().catch((problem: unknown) =>
        this.#startAgain("media worker does not start", problem)
      );
    }, againInMs);
  }
}

async function begin({ binary, listenHost: ip, port, announcedAddress }: WorkerOptions): Promise<Life> {
  const { started, child } = holdingChild(() => createWorker({ workerBin: binary, logLevel: "warn" }));
  const worker = await started;
  const at = { ip, port, ...(announcedAddress && announcedAddress !== ip ? { announcedAddress } : {}) };
  try {
    const server = await worker.createWebRtcServer({
      listenInfos: [{ protocol: "udp", ...at, ...buffers }, { protocol: "tcp", ...at }],
    });
    const { udpSockets } = await server.dump();
    const home = { worker, server, port: udpSockets[0]?.port ?? port, load: { consumers: 0, doors: 0 } };
    return { home, child };
  } catch (cause) {
    worker.close();
    throw new AppError(
      "unavailable",
      `Media port ${port} cannot be opened for UDP and TCP. Stop what uses it, or choose another with RTC_PORT.`,
      { cause },
    );
  }
}

/** Asks it to end, and makes it when it does not: a process that hangs keeps its port. */
async function end({ home, child }: Life): Promise<void> {
  home.worker.close();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const force = setTimeout(() => child.kill("SIGKILL"), endsWithinMs);
  await once(child, "exit");
  clearTimeout(force);
}
