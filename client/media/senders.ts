import type { types } from "mediasoup-client";
import type { Source } from "../../proto/live/words.ts";
import type { Live } from "../api/live.ts";
import { mark } from "./marks.ts";
import { sendingOf } from "./sending.ts";
import type { Way } from "./way.ts";

type Sent = { track: MediaStreamTrack; paused: boolean; producer: types.Producer | undefined };

/** What this page sends: one stream of each source at most, on whatever way there is, with the same tracks on the next. */
export class Senders {
  readonly #ask: Live["ask"];
  readonly #sent = new Map<Source, Sent>();
  #way: Way | undefined;

  constructor(ask: Live["ask"]) {
    this.#ask = ask;
  }

  has(source: Source): boolean {
    return this.#sent.has(source);
  }

  /** Whether there is anything to send. */
  get busy(): boolean {
    return this.#sent.size > 0;
  }

  producers(): types.Producer[] {
    return [...this.#sent.values()].flatMap((it) => it.producer ?? []);
  }

  /** The way is gone; what is sent waits for the next. */
  detach(): void {
    this.#way = undefined;
    for (const sent of this.#sent.values()) sent.producer = undefined;
  }

  /** Everything that was sent is sent over this way from now on. What the server does not take any more is named. */
  async moveTo(way: Way): Promise<Source[]> {
    this.detach();
    this.#way = way;
    const all = [...this.#sent.entries()];
    const moved = await Promise.allSettled(all.map(([source, sent]) => this.#produce(source, sent)));
    const lost = all.filter((_, index) => moved[index]?.status === "rejected" && way === this.#way);
    for (const [source] of lost) this.#sent.delete(source);
    return lost.map(([source]) => source);
  }

  /** Sends a track; one that is sent already under this source is replaced. Throws Refusal when it may not be sent. */
  async publish(source: Source, track: MediaStreamTrack, paused = false): Promise<void> {
    const before = this.#sent.get(source);
    if (before) {
      await this.replace(source, track);
      return await this.pause(source, paused);
    }
    const sent: Sent = { track, paused, producer: undefined };
    this.#sent.set(source, sent);
    try {
      await this.#produce(source, sent);
    } catch (error) {
      if (this.#sent.get(source) === sent) this.#sent.delete(source);
      throw error;
    }
  }

  /** Another device behind the same stream: those who listen notice nothing. */
  async replace(source: Source, track: MediaStreamTrack): Promise<void> {
    const sent = this.#sent.get(source);
    if (!sent || sent.track === track) return;
    sent.track = track;
    track.enabled = !sent.paused;
    if (sent.producer && !sent.producer.closed) await sent.producer.replaceTrack({ track });
  }

  /** Silent at once; the others are told. Throws Refusal when the server does not open it again. */
  async pause(source: Source, paused: boolean): Promise<void> {
    const sent = this.#sent.get(source);
    if (!sent || sent.paused === paused) return;
    const hold = (held: boolean): void => {
      sent.paused = held;
      if (held) sent.producer?.pause();
      else sent.producer?.resume();
    };
    hold(paused);
    try {
      await this.#ask("track:pause", { source, paused });
    } catch (error) {
      if (!paused) hold(true);
      throw error;
    }
  }

  /** Sends it no more. `told`: the server knows already. */
  async close(source: Source, told = false): Promise<void> {
    const sent = this.#sent.get(source);
    this.#sent.delete(source);
    sent?.producer?.close();
    if (sent && !told) await this.#ask("track:close", { source });
  }

  /** Nothing is sent any more, on no way. */
  forget(): void {
    this.detach();
    this.#sent.clear();
  }

  async #produce(source: Source, sent: Sent): Promise<void> {
    const way = this.#way;
    if (!way || way.closed) return; // it goes along when there is one
    const { track, paused } = sent;
    track.enabled = !paused;
    const producer = await way.send.produce({
      ...sendingOf(source, way.device.sendRtpCapabilities),
      track,
      appData: { source, paused },
      // The track belongs to the device that made it. A stream that stops sending would stop the recording's clock.
      stopTracks: false,
      zeroRtpOnPause: false,
      disableTrackOnPause: true,
    });
    if (this.#sent.get(source) !== sent || way !== this.#way) return await this.#tooLate(source, way, producer);
    sent.producer = producer;
    if (source === "mic") mark("published");
    await this.#catchUp(sent, producer, track);
  }

  /** It ended while it began, so the server may have begun it after it was told to end it. */
  async #tooLate(source: Source, way: Way, producer: types.Producer): Promise<void> {
    producer.close();
    if (way === this.#way && !this.#sent.has(source)) await this.#ask("track:close", { source });
  }

  /** What was wished while it was being sent. */
  async #catchUp(sent: Sent, producer: types.Producer, track: MediaStreamTrack): Promise<void> {
    if (sent.paused) producer.pause();
    if (sent.track !== track) await producer.replaceTrack({ track: sent.track });
  }
}
