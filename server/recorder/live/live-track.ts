import type { RecordingTrouble, Source } from "../../../proto/live/words.ts";
import type { Recorded } from "../../rooms/tape.ts";
import type { Durable, LogName, Trouble } from "../tap-line/words.ts";
import type { Feed } from "./feed.ts";
import type { StreamHealth } from "./health.ts";

/** How long nothing may reach the disk while packets come. Lower is nervous on a busy disk, higher warns later. */
const lateAfterMs = 3_000;

/** One person's one source while it is recorded: whatever stream feeds it now, and how far it is on disk. */
export class LiveTrack {
  readonly personId: string | null;
  /** Who has to agree to it. */
  readonly agreedBy: string;
  readonly source: Source;
  /** What is to be kept now; undefined: nothing. */
  wanted: Recorded | undefined;
  feed: Feed | undefined;
  log: LogName | undefined;
  /** How far what came is on disk, in milliseconds of the take. */
  uptoMs = 0;
  #failed: RecordingTrouble | null = null;
  #trouble: Trouble | undefined;
  #durable = false;
  #late = false;
  #heardMs = 0;

  constructor({ personId, agreedBy, source }: Pick<Recorded, "personId" | "agreedBy" | "source">) {
    this.personId = personId;
    this.agreedBy = agreedBy;
    this.source = source;
  }

  /** Whether a stream is to be kept and is not being received. */
  get open(): boolean {
    const { wanted, feed } = this;
    return wanted !== undefined && !wanted.producer.closed && !this.over && (!feed || feed.closed);
  }

  /** Its log takes nothing any more. */
  get over(): boolean {
    return this.#trouble?.stage === "ended";
  }

  /** null: nothing of it is to be kept now. */
  get health(): StreamHealth | null {
    if (!this.wanted || this.wanted.producer.closed) return null;
    const { personId, source } = this;
    return { personId, source, ...this.#stands() };
  }

  begins(feed: Feed, log: LogName, nowMs: number): void {
    this.feed = feed;
    this.log = log;
    this.#failed = null;
    this.#heardMs = nowMs;
    this.#late = false;
  }

  /** Its log takes nothing more; what is wanted still goes to another. */
  letGo(): void {
    this.feed?.close();
    this.log = undefined;
    this.#durable = false;
    this.#trouble = undefined;
  }

  fails(trouble: RecordingTrouble): void {
    this.#failed = trouble;
  }

  /** What feeds it arrives again. */
  recovers(nowMs: number): void {
    if (!this.feed || this.feed.closed) return;
    this.#failed = null;
    this.#heardMs = nowMs;
  }

  reaches({ uptoMs }: Durable, nowMs: number): void {
    this.uptoMs = uptoMs;
    this.#durable = true;
    this.#late = false;
    this.#heardMs = nowMs;
  }

  hears(trouble: Trouble): void {
    this.#trouble = trouble.stage === "over" ? undefined : trouble;
    if (this.over) this.feed?.close();
  }

  /** Stops what is not wanted any more, at once. */
  want(stream: Recorded | undefined): void {
    this.wanted = stream;
    if (this.feed && this.feed.stream.producer !== stream?.producer) this.feed.close();
  }

  /** Asks, when nothing reached the disk for long, whether there is anything that should have. */
  async look(nowMs: number): Promise<void> {
    const { feed } = this;
    if (!feed || feed.closed || nowMs - this.#heardMs < lateAfterMs - 1_000) return;
    const flows = await feed.flows();
    this.#late = flows && nowMs - this.#heardMs >= lateAfterMs;
    // Who begins to speak after a silence owes the disk nothing of it.
    if (!flows) this.#heardMs = nowMs;
  }

  #stands(): Pick<StreamHealth, "is" | "trouble"> {
    const { code = null, stage = null } = this.#trouble ?? {};
    if (stage === "ended" || stage === "dropping") return { is: "lost", trouble: code };
    if (this.#failed) return { is: "lost", trouble: this.#failed };
    if (stage === "late" || this.#late) return { is: "late", trouble: code ?? "disk-slow" };
    return { is: this.#durable ? "kept" : "waiting", trouble: null };
  }
}
