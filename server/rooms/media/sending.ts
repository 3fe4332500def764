import type { types } from "mediasoup";
import type { Source } from "../../../proto/live/words.ts";
import { AppError, found } from "../../kit/errors.ts";
import type { Door } from "./door.ts";
import type { Guest, MakesStream, Track } from "./guest.ts";
import { refusal } from "./refusals.ts";
import { readRtpParameters } from "./rtp-shape.ts";

/** How a stream comes: through its sender's door as these parameters say, or made on this server. */
export type Origin = { readonly rtpParameters: unknown } | { readonly make: MakesStream };
export type Wanted = { readonly source: Source; readonly silent: boolean } & Origin;

const kindOf = {
  mic: "audio",
  camera: "video",
  screen: "video",
  screen_sound: "audio",
} as const satisfies Record<Source, types.MediaKind>;

/** What people of one room send. */
export class Sending {
  readonly #onChange: (personId: string) => void;
  readonly #tracks = new Map<string, Track>();

  /** `onChange`: what somebody sends ended by itself. */
  constructor(onChange: (personId: string) => void) {
    this.#onChange = onChange;
  }

  get count(): number {
    return this.#tracks.size;
  }

  track(producerId: string): Track | undefined {
    return this.#tracks.get(producerId);
  }

  /** Through `door`, which was theirs when they asked. */
  async publish(guest: Guest, door: Door, wanted: Wanted): Promise<string> {
    const { source } = wanted;
    const made = "make" in wanted;
    const way = door.transport("send");
    const produce = made ? () => make(door, wanted) : producing(way, wanted);
    // Before the next begins: the page may use the same numbers for it.
    const replaced = this.stop(guest, source);
    const producer = await produce().catch((error: unknown) => {
      if (replaced) this.#onChange(guest.personId);
      throw refusal(error, { code: "bad-request", message: `What describes ${words[source]} does not fit this room.` });
    });
    if (guest.door !== door || way.closed) {
      producer.close();
      throw new AppError("conflict", "The way for media changed meanwhile. Send it again.", { retryable: true });
    }
    const track = { personId: guest.personId, source, wing: door.wing, producer, made };
    this.#begin(guest, track);
    if (source === "mic") await this.#listen(guest, track);
    return producer.id;
  }

  async hush(guest: Guest, source: Source, silent: boolean): Promise<void> {
    const { producer } = found(guest.tracks.get(source), "stream");
    await (silent ? producer.pause() : producer.resume()).catch((error: unknown) => {
      throw refusal(error, { code: "conflict", message: "This stream has just ended." });
    });
  }

  /** Whether there was one. */
  stop(guest: Guest, source: Source): boolean {
    const track = guest.tracks.get(source);
    guest.tracks.delete(source);
    track?.producer.close();
    return track !== undefined;
  }

  #begin(guest: Guest, track: Track): void {
    const { producer, source } = track;
    this.#tracks.set(producer.id, track);
    guest.tracks.set(source, track);
    producer.observer.once("close", () => {
      this.#tracks.delete(producer.id);
      if (guest.tracks.get(source)?.producer !== producer) return;
      guest.tracks.delete(source);
      this.#onChange(guest.personId);
    });
  }

  async #listen(guest: Guest, { personId, source, wing, producer }: Track): Promise<void> {
    await wing.listenTo(producer, personId).catch((error: unknown) => {
      this.stop(guest, source);
      throw refusal(error, { code: "conflict", message: "This stream has just ended." });
    });
  }
}

/** Throws AppError "bad-request" for what is no stream of its source. */
function producing(way: types.WebRtcTransport, { source, silent, rtpParameters }: Wanted & { rtpParameters: unknown }) {
  const kind = kindOf[source];
  const parameters = readRtpParameters(rtpParameters);
  if (!parameters.codecs.every((it) => it.mimeType.toLowerCase().startsWith(`${kind}/`))) {
    throw new AppError("bad-request", `This is not ${kind}, as ${words[source]} is.`);
  }
  return () => way.produce({ kind, rtpParameters: parameters, paused: silent });
}

async function make({ wing }: Door, { make, silent }: Wanted & { make: MakesStream }): Promise<types.Producer> {
  const producer = await make(wing.router);
  if (silent) await producer.pause();
  return producer;
}

const words: Readonly<Record<Source, string>> = {
  mic: "a microphone",
  camera: "a camera",
  screen: "a screen",
  screen_sound: "a screen's sound",
};
