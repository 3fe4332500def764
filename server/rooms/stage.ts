import type { TrackView } from "../../proto/live/view.ts";
import type { Source } from "../../proto/live/words.ts";
import { recordedOf } from "../domain/seat/recorded.ts";
import { heard, type Right, rightTo } from "../domain/seat/rights.ts";
import type { RoomState } from "../domain/seat/state.ts";
import { AppError } from "../kit/errors.ts";
import { Serial } from "../kit/serial.ts";
import type { RoomMedia } from "./media/room-media.ts";
import type { Origin } from "./media/sending.ts";

type Options = {
  readonly media: Pick<RoomMedia, "tracks" | "publish" | "hush" | "stop">;
  readonly state: () => RoomState;
  /** Resolves, in bounded time, when what is to be recorded of what may be heard now is. */
  readonly kept: () => Promise<void>;
  /** A stream was taken away from its sender. */
  readonly onStopped: (personId: string, source: Source) => void;
};
/** A stream that somebody wants to send. */
export type Publication = { readonly source: Source; readonly paused: boolean } & Origin;

const notYours: Readonly<Record<Source, string>> = {
  mic: "You were not given the microphone. Raise your hand to ask for it.",
  camera: "Only who sits in the seat and who asks are seen. Raise your hand to ask for the seat.",
  screen: "Only who sits in the seat and who asks can show their screen.",
  screen_sound: "Only who sits in the seat and who asks can share their screen's sound.",
};

/** Holds what people send to what the rules let them send, at every moment. */
export class Stage {
  readonly #options: Options;
  /** What people paused themselves. */
  readonly #paused = new Map<string, Set<Source>>();
  readonly #orders = new Map<string, Serial>();

  constructor(options: Options) {
    this.#options = options;
  }

  tracksOf(personId: string): readonly TrackView[] {
    return this.#options.media.tracks(personId);
  }

  async publish(personId: string, { source, paused, ...origin }: Publication): Promise<string> {
    this.#mayOrThrow(personId, source);
    this.#wish(personId, source, paused);
    // What is recorded is heard no sooner than it is kept.
    const silent = this.#silent(personId, source) || this.#recorded(personId, source);
    const producerId = await this.#options.media.publish(personId, { source, silent, ...origin });
    await this.#options.kept();
    // The right may be gone since it was asked for.
    await this.enforce(personId);
    this.#mayOrThrow(personId, source);
    return producerId;
  }

  async pause(personId: string, source: Source, paused: boolean): Promise<void> {
    this.#wish(personId, source, paused);
    await this.enforce(personId);
  }

  stop(personId: string, source: Source): void {
    this.#paused.get(personId)?.delete(source);
    this.#options.media.stop(personId, source);
  }

  forget(personId: string): void {
    this.#paused.delete(personId);
    this.#orders.delete(personId);
  }

  /**
   * Stops, silences and opens somebody's streams as the rules say now. One time after the other: what is being opened
   * looks as if it were silent until the worker has answered, and would be left open by who looks meanwhile.
   */
  enforce(personId: string): Promise<void> {
    const order = this.#orders.get(personId) ?? new Serial();
    this.#orders.set(personId, order);
    return order.run(async () => {
      for (const { source } of [...this.tracksOf(personId)]) await this.#hold(personId, source);
    });
  }

  /** The same for everybody; those who lose something first, so that no two are heard in one place, and who is kept then. */
  async enforceAll(personIds: readonly string[]): Promise<void> {
    const sending = personIds.filter((id) => this.tracksOf(id).length > 0);
    const loses = (id: string): boolean =>
      this.tracksOf(id).some((it) =>
        !it.paused && (this.#right(id, it.source) === "none" || this.#silent(id, it.source))
      );
    const losing = sending.filter(loses);
    const kept = this.#options.kept();
    await Promise.all(losing.map((id) => this.enforce(id)));
    await kept;
    await Promise.all(sending.filter((id) => !losing.includes(id)).map((id) => this.enforce(id)));
  }

  async #hold(personId: string, source: Source): Promise<void> {
    const track = this.#track(personId, source);
    if (!track) return;
    if (this.#right(personId, source) === "none") return this.#end(personId, source);
    const silent = this.#silent(personId, source);
    if (silent === track.paused) return;
    await this.#options.media.hush(personId, source, silent).catch((error: unknown) => {
      // With its worker its sound is gone too, and what ended needs no silence. What goes on and cannot be silenced ends.
      const gone = error instanceof AppError && error.code === "unavailable";
      const same = this.#track(personId, source)?.producerId === track.producerId;
      if (silent && same && !gone) this.#end(personId, source);
    });
  }

  #end(personId: string, source: Source): void {
    this.stop(personId, source);
    this.#options.onStopped(personId, source);
  }

  #track(personId: string, source: Source): TrackView | undefined {
    return this.tracksOf(personId).find((it) => it.source === source);
  }

  #right(personId: string, source: Source): Right {
    return rightTo(this.#options.state(), personId, source);
  }

  #mayOrThrow(personId: string, source: Source): void {
    if (this.#right(personId, source) === "none") throw new AppError("forbidden", notYours[source]);
  }

  #silent(personId: string, source: Source): boolean {
    const right = this.#right(personId, source);
    const person = this.#options.state().people[personId];
    const mine = this.#paused.get(personId)?.has(source) ?? false;
    const sound = source === "mic" || source === "screen_sound";
    return mine || !person || (sound ? !heard(person, right) : right !== "open");
  }

  #recorded(personId: string, source: Source): boolean {
    return recordedOf(this.#options.state(), personId, [source]).length > 0;
  }

  #wish(personId: string, source: Source, paused: boolean): void {
    const mine = this.#paused.get(personId) ?? new Set();
    this.#paused.set(personId, mine);
    if (paused) mine.add(source);
    else mine.delete(source);
  }
}
