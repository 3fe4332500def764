import pg from "pg";
import type { Log } from "../../kit/log.ts";

/** What the database's triggers tell of, by `…_changes_are_told`. */
const kinds = ["grind", "session", "device"] as const;
export type ChangeKind = (typeof kinds)[number];

type Options = {
  readonly url: string;
  readonly onChange: (kind: ChangeKind, id: string) => void;
  /** It listens from now on, and did not before: whatever is held may be out of date. When this fails it begins anew. */
  readonly onListening: () => Promise<void>;
  readonly log: Log;
  readonly beatMs?: number;
};

/** How often a line that says nothing is asked whether it is there. Lower notices sooner that it died without a word. */
const usualBeatMs = 5_000;
const answersWithinMs = 5_000;
/** From a break to the next try, twice as long each time up to the second. */
const retryMs = 50;
const retryMaxMs = 2_000;

/** Hears what any process changes in the database that others hold in their memory. It is made again whenever it breaks. */
export class ChangeLine {
  readonly #options: Options;
  #client: pg.Client | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#open();
  }

  /** Idempotent. Nothing is told any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  #open(): void {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: "grindstone changes",
      connectionTimeoutMillis: answersWithinMs,
      query_timeout: answersWithinMs,
      keepAlive: true,
    });
    this.#client = client;
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client));
    client.on("notification", ({ payload }) => this.#hear(payload ?? ""));
    this.#listen(client).catch((error: unknown) => this.#lost(client, error));
  }

  async #listen(client: pg.Client): Promise<void> {
    await client.connect();
    await client.query("LISTEN grindstone");
    if (this.#closed) return;
    await this.#options.onListening();
    this.#failures = 0;
    this.#beat(client);
  }

  #beat(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#timer = setTimeout(() => {
      client.query("SELECT 1").then(() => this.#beat(client), (error: unknown) => this.#lost(client, error));
    }, this.#options.beatMs ?? usualBeatMs);
  }

  #hear(payload: string): void {
    const [name, id] = payload.split(" ");
    const kind = kinds.find((it) => it === name);
    // Another kind is a later build's, which tells it to its own.
    if (kind && id && !this.#closed) this.#options.onChange(kind, id);
  }

  #lost(client: pg.Client, error?: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    client.end().catch(() => undefined); // it is broken, and another one takes its place
    const againInMs = Math.min(retryMaxMs, retryMs * 2 ** this.#failures++);
    this.#options.log.warn("what other nodes change is not heard for a moment", { againInMs, error });
    this.#timer = setTimeout(() => this.#open(), againInMs);
  }
}
