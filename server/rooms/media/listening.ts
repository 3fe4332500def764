import type { types } from "mediasoup";
import type { ConsumerOffer } from "../../../proto/live/media.ts";
import { found } from "../../kit/errors.ts";
import type { Door } from "./door.ts";
import type { Guest, Heard } from "./guest.ts";
import { noWorker, refusal } from "./refusals.ts";
import { readRtpCapabilities } from "./rtp-shape.ts";

type Wish = { readonly guest: Guest; readonly door: Door; readonly rtpCapabilities: types.RtpCapabilities };

/** What people of one room receive. */
export class Listening {
  readonly #track: (producerId: string) => Heard | undefined;
  readonly #own: boolean;

  /** `own`: people may receive what they send themselves. */
  constructor({ track, own }: { track: (producerId: string) => Heard | undefined; own: boolean }) {
    this.#track = track;
    this.#own = own;
  }

  async consume(
    guest: Guest,
    producerIds: readonly string[],
    capabilities: unknown,
  ): Promise<readonly ConsumerOffer[]> {
    const { door } = guest;
    if (!door) throw noWorker();
    door.transport("receive");
    const wish = { guest, door, rtpCapabilities: readRtpCapabilities(capabilities) };
    const offers = await Promise.all([...new Set(producerIds)].map((it) => this.#offer(wish, it)));
    return offers.flatMap((it) => it ?? []);
  }

  /** Sound goes on at once; a picture begins with a whole one, which the worker asks its sender for. */
  async play(guest: Guest, consumerIds: readonly string[], playing: boolean): Promise<void> {
    const consumers = consumerIds.map((id) => found(guest.consumers.get(id), "stream"));
    await settled(consumers.map((it) => playing ? it.resume() : it.pause()));
  }

  /** A stream that comes in one size alone stays as it is. */
  async prefer(guest: Guest, consumerId: string, layer: number): Promise<void> {
    const consumer = found(guest.consumers.get(consumerId), "stream");
    if (consumer.type !== "simulcast" && consumer.type !== "svc") return;
    await settled([consumer.setPreferredLayers({ spatialLayer: layer })]);
  }

  async #offer(wish: Wish, producerId: string): Promise<ConsumerOffer | undefined> {
    const track = this.#track(producerId);
    if (!track || !this.#own && track.personId === wish.guest.personId) return undefined;
    const { consuming } = wish.guest;
    const pending = consuming.get(producerId) ?? this.#consume(wish, track);
    consuming.set(producerId, pending);
    const forget = (): void => {
      if (consuming.get(producerId) === pending) consuming.delete(producerId);
    };
    const consumer = await pending.catch((error: unknown) => {
      forget();
      // It may have ended while it was asked for.
      if (track.producer.closed) return undefined;
      throw refusal(error, { code: "conflict", message: "This stream cannot be received now. Try again." });
    });
    // What could not be had may be had later, with other capabilities.
    if (!consumer) forget();
    return consumer && !consumer.closed ? offerOf(consumer, track.personId) : undefined;
  }

  async #consume({ guest, door, rtpCapabilities }: Wish, { wing: from, producer }: Heard) {
    if (!from.router.canConsume({ producerId: producer.id, rtpCapabilities })) return undefined;
    const { wing } = door;
    await wing.carry(producer.id, from);
    const release = (): void => {
      wing.count("consumers", -1);
      wing.letGo(producer.id);
    };
    wing.count("consumers", 1);
    try {
      const way = door.transport("receive");
      const consumer = await way.consume({ producerId: producer.id, rtpCapabilities, paused: true });
      consumer.observer.once("close", () => {
        release();
        guest.consumers.delete(consumer.id);
        if (guest.door === door) guest.consuming.delete(producer.id);
      });
      if (way.closed) consumer.close();
      else guest.consumers.set(consumer.id, consumer);
      return consumer;
    } catch (error) {
      release();
      throw error;
    }
  }
}

async function settled(changes: readonly Promise<void>[]): Promise<void> {
  await Promise.all(changes).catch((error: unknown) => {
    throw refusal(error, { code: "conflict", message: "This stream has just ended." });
  });
}

function offerOf({ id, producerId, kind, rtpParameters }: types.Consumer, personId: string): ConsumerOffer {
  return { consumerId: id, producerId, personId, kind, rtpParameters };
}
