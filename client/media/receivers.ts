import type { types } from "mediasoup-client";
import type { ConsumerOffer } from "../../proto/live/media.ts";
import type { Source } from "../../proto/live/words.ts";
import { limits } from "../../proto/limits.ts";
import type { Live } from "../api/live.ts";
import { Emitter } from "../kit/emitter.ts";
import { mark } from "./marks.ts";
import { differences, type Sending, type Wanted, wantedOf } from "./wanted.ts";
import type { Way } from "./way.ts";

export type Received = Wanted & { readonly consumer: types.Consumer };
type ReceiverEvents = { added: [received: Received]; removed: [received: Received] };

/** Before what failed is tried again. Lower asks a server in trouble more often, higher leaves somebody unheard longer. */
const againMs = 1_000;

/** Makes what is received match the room's view, whatever happens in which order. */
export class Receivers {
  readonly events = new Emitter<ReceiverEvents>();
  readonly #ask: Live["ask"];
  readonly #have = new Map<string, Received>();
  readonly #notOffered = new Set<string>();
  #wanted: ReadonlyMap<string, Wanted> = new Map();
  #way: Way | undefined;
  #running = false;
  #dirty = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: Live["ask"]) {
    this.#ask = ask;
  }

  /** The view is the only truth about who sends what. */
  show(view: Sending, me: string): void {
    this.#wanted = wantedOf(view, me);
    for (const id of this.#notOffered) if (!this.#wanted.has(id)) this.#notOffered.delete(id);
    this.#settle();
  }

  /** What is received came over a way that is gone: all of it is asked for again on the next. */
  detach(): void {
    this.#way = undefined;
    for (const id of [...this.#have.keys()]) this.#drop(id);
  }

  moveTo(way: Way): void {
    this.detach();
    this.#way = way;
    this.tryAgain();
  }

  /** Also what was refused before: rights may have changed. */
  tryAgain(): void {
    this.#notOffered.clear();
    this.#settle();
  }

  /** Whether there is anything to receive. */
  get busy(): boolean {
    return [...this.#wanted.keys()].some((id) => !this.#notOffered.has(id));
  }

  of(personId: string, source: Source): Received | undefined {
    return [...this.#have.values()].find((it) => it.personId === personId && it.source === source);
  }

  all(): Received[] {
    return [...this.#have.values()];
  }

  /** Nothing is wanted any more. */
  forget(): void {
    clearTimeout(this.#again);
    this.#wanted = new Map();
    this.#notOffered.clear();
    this.detach();
  }

  #settle(): void {
    this.#dirty = true;
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#again);
    this.#work().catch(() => {
      // A broken line is mended by others, who call tryAgain; anything else is worth another try in a moment.
      this.#again = setTimeout(() => this.#settle(), againMs);
    });
  }

  async #work(): Promise<void> {
    try {
      while (this.#dirty) {
        this.#dirty = false;
        await this.#step();
      }
    } finally {
      // Not a moment after the last look, or what changes in that moment is never seen.
      this.#running = false;
    }
  }

  async #step(): Promise<void> {
    const { missing, gone } = differences(this.#wanted, new Set(this.#have.keys()), this.#notOffered);
    for (const id of gone) this.#drop(id);
    if (missing.length > limits.tracksPerRequest) this.#dirty = true;
    if (missing.length > 0 && this.#way) await this.#receive(this.#way, missing.slice(0, limits.tracksPerRequest));
  }

  /** One request for all of them, one for their beginning. */
  async #receive(way: Way, missing: readonly Wanted[]): Promise<void> {
    const producerIds = missing.map((it) => it.producerId);
    const rtpCapabilities = { ...way.device.recvRtpCapabilities };
    const { offers } = await this.#ask("track:consume", { producerIds, rtpCapabilities });
    for (const id of producerIds) if (!offers.some((it) => it.producerId === id)) this.#notOffered.add(id);
    if (offers.length === 0) return;
    mark("consumed");
    // Sound may begin before the browser is ready for it, so that it need not wait; a picture's first frame must not.
    await Promise.all([
      this.#play(offers.filter((it) => it.kind === "audio")),
      Promise.all(offers.map((offer) => this.#add(way, offer))),
    ]);
    await this.#play(offers.filter((it) => it.kind === "video"));
  }

  async #play(offers: readonly ConsumerOffer[]): Promise<void> {
    if (offers.length === 0) return;
    await this.#ask("track:play", { consumerIds: offers.map((it) => it.consumerId), playing: true });
  }

  async #add(way: Way, { consumerId, producerId, kind, rtpParameters }: ConsumerOffer): Promise<void> {
    const wanted = this.#wanted.get(producerId);
    if (!wanted || way !== this.#way) return;
    const { personId, source } = wanted;
    const streamId = source.startsWith("screen") ? `${personId}-screen` : personId; // one stream is played in step
    const consumer = await way.receive.consume({
      id: consumerId,
      producerId,
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
      streamId,
    });
    if (way !== this.#way || this.#have.has(producerId)) return consumer.close();
    const received = { ...wanted, consumer };
    this.#have.set(producerId, received);
    this.events.emit("added", received);
    if (!this.#wanted.has(producerId)) this.#dirty = true;
  }

  #drop(producerId: string): void {
    const received = this.#have.get(producerId);
    if (!received) return;
    this.#have.delete(producerId);
    received.consumer.close();
    this.events.emit("removed", received);
  }
}
