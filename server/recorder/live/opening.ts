import { needed } from "../../domain/seat/recorded.ts";
import { AppError } from "../../kit/errors.ts";
import type { TakeRow, TrackKind } from "../../ports/takes.ts";
import type { Recorded } from "../../rooms/tape.ts";
import type { LogName } from "../tap-line/words.ts";
import type { Parts } from "./parts.ts";
import type { RecorderKit } from "./recorder-kit.ts";

type Opened = { readonly openedAtMs: number; readonly dataKey: Uint8Array };
type Whose = { readonly personId: string | null; readonly kind: TrackKind };
type Options = { readonly interviewId: string; readonly kit: RecorderKit; readonly parts: Parts };

const kinds = { mic: "voice", camera: "camera", screen: "screen", screen_sound: "screen-sound" } as const;

/** The take of one interview with its key, made once and again where that failed, and the logs of its tracks. */
export class Opening {
  readonly #options: Options;
  #opening: Promise<Opened> | undefined;
  #done = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether it had its row in the database. */
  get done(): boolean {
    return this.#done;
  }

  /** The log of somebody's source, ready to be written; throws AppError "forbidden" when they do not agree to it. */
  async logOf(it: Pick<Recorded, "personId" | "agreedBy" | "source">): Promise<LogName> {
    const [opened] = await Promise.all([this.#open(), this.#mustAgree(it)]);
    const { personId, source } = it;
    return await this.#log(opened, { personId, kind: personId === null ? "interviewer" : kinds[source] });
  }

  /** The log of what happens and is written; undefined while the take is not there, unless that `begins` it. */
  async logOfNotes({ begins }: { readonly begins: boolean }): Promise<LogName | undefined> {
    const opened = await (begins ? this.#open() : this.#opening?.catch(() => undefined));
    return opened && await this.#log(opened, { personId: null, kind: "notes" });
  }

  #open(): Promise<Opened> {
    this.#opening ??= this.#make().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #make(): Promise<Opened> {
    const { interviewId, kit: { keys }, parts } = this.#options;
    const [take, dataKey] = await Promise.all([this.#row(), parts.ask("keys", keys.open(interviewId))]);
    this.#done = true;
    return { openedAtMs: take.openedAt.getTime(), dataKey };
  }

  async #row(): Promise<TakeRow> {
    const { interviewId, kit: { takes, clock, node, mayBegin, bring }, parts } = this.#options;
    const there = await parts.ask("database", takes.find(interviewId));
    if (!there) await parts.ask("disk", mayBegin());
    else if (there.take.node !== node && there.tracks.some((it) => it.deletedAt === null)) {
      await parts.ask("store", bring(interviewId));
    }
    return await parts.ask("database", takes.open({ interviewId, node, openedAt: new Date(clock.now()) }));
  }

  /** Who took it back elsewhere a moment ago is not recorded anew, before the room has heard of it. */
  async #mustAgree({ agreedBy, source }: Pick<Recorded, "agreedBy" | "source">): Promise<void> {
    const { interviewId, kit: { takes }, parts } = this.#options;
    const agreed = await parts.ask("database", takes.agreed(interviewId));
    const purposes = agreed?.get(agreedBy) ?? [];
    if (!needed[source].every((it) => purposes.includes(it))) {
      throw new AppError("forbidden", "They do not agree to being recorded.");
    }
  }

  async #log({ openedAtMs, dataKey }: Opened, { personId, kind }: Whose): Promise<LogName> {
    const { interviewId, kit: { takes, ids, tap }, parts } = this.#options;
    const { id } = await parts.ask("database", takes.track({ id: ids.next(), interviewId, personId, kind }));
    const log = { takeId: interviewId, trackId: id };
    await parts.ask("tap", tap.openLog({ ...log, kind: kindOfLog(kind), openedAtMs }, dataKey));
    return log;
  }
}

function kindOfLog(kind: TrackKind): "sound" | "picture" | "notes" {
  if (kind === "notes") return "notes";
  return kind === "camera" || kind === "screen" ? "picture" : "sound";
}
