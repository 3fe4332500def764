import type { MediaDoor } from "../../proto/live/media.ts";
import type { Source } from "../../proto/live/words.ts";
import type { Alarm } from "../kit/alarm.ts";
import { AppError } from "../kit/errors.ts";
import type { RoomMedia } from "./media/room-media.ts";
import type { Publication } from "./stage.ts";

/** How many people may hear themselves at once. Higher serves larger instances, lower leaves more to rooms. */
const atOnce = 100;
/** How many of them may be one person's, in several tabs. Higher lets one person take what is there for everybody. */
const each = 4;
/** How long one may hear oneself. Higher serves who tries long, lower frees forgotten pages. */
const longestMs = 5 * 60_000;

/** A place where somebody is alone with what they send, over the same way as in a room. */
export class Echo {
  readonly media: RoomMedia;
  readonly #onClosed: () => void;
  readonly #cancel: () => void;
  #closing: Promise<void> | undefined;

  constructor(media: RoomMedia, { alarm, onClosed }: { alarm: Alarm; onClosed: () => void }) {
    this.media = media;
    this.#onClosed = onClosed;
    this.#cancel = alarm(longestMs, () => void this.close());
  }

  publish(personId: string, { source, paused, ...origin }: Publication): Promise<string> {
    if (source !== "mic") throw new AppError("conflict", "Only the microphone can be tried here.");
    return this.media.publish(personId, { source, silent: paused, ...origin });
  }

  async pause(personId: string, source: Source, paused: boolean): Promise<void> {
    await this.media.hush(personId, source, paused);
  }

  stop(personId: string, source: Source): void {
    this.media.stop(personId, source);
  }

  renew(personId: string): Promise<MediaDoor> {
    return this.media.renew(personId);
  }

  close(): Promise<void> {
    this.#cancel();
    return this.#closing ??= this.media.close().finally(this.#onClosed);
  }
}

/** Opens places to hear oneself, as many as there may be. */
export class Echoes {
  /** Those too that are about to be opened. */
  readonly #taken = new Set<{ readonly personId: string; echo?: Echo }>();
  readonly #openMedia: () => Promise<RoomMedia>;
  readonly #alarm: Alarm;

  constructor(openMedia: () => Promise<RoomMedia>, alarm: Alarm) {
    this.#openMedia = openMedia;
    this.#alarm = alarm;
  }

  async open(personId: string): Promise<Echo> {
    const mine = [...this.#taken].filter((it) => it.personId === personId);
    if (mine.length >= each) {
      throw new AppError("too-many", "You hear yourself in other tabs already. Close one first.");
    }
    if (this.#taken.size >= atOnce) {
      throw new AppError("too-many", "Many people are trying their microphones right now. Try again in a minute.");
    }
    const place: { personId: string; echo?: Echo } = { personId };
    const onClosed = (): void => void this.#taken.delete(place);
    this.#taken.add(place);
    try {
      return place.echo = new Echo(await this.#openMedia(), { alarm: this.#alarm, onClosed });
    } catch (error) {
      onClosed();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#taken].flatMap((it) => it.echo?.close() ?? []));
  }
}
