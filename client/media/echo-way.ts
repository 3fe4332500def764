import type { types } from "mediasoup-client";
import type { Live } from "../api/live.ts";
import { Senders } from "./senders.ts";
import { type Counted, counted, type Quality, qualityOf } from "./stats.ts";
import { type Route, Way } from "./way.ts";

/** How long a way may take until media flows. Lower fails slow networks, higher keeps people waiting for nothing. */
const connectMs = 10_000;

/** A way to the server and back to oneself. Whoever opened it closes it. */
export class EchoWay {
  /** What comes back of what was sent. */
  readonly track: MediaStreamTrack;
  readonly #ask: Live["ask"];
  readonly #way: Way;
  #before: Counted | undefined;

  private constructor(ask: Live["ask"], way: Way, track: MediaStreamTrack) {
    this.#ask = ask;
    this.#way = way;
    this.track = track;
  }

  /** Resolves when the sound goes out and comes back. Throws Refusal, or Error when no media gets through. */
  static async open(ask: Live["ask"], sound: MediaStreamTrack, route: Route = "all"): Promise<EchoWay> {
    const way = await Way.open(ask, await ask("echo:open", {}), route);
    try {
      const flowing = connected(way);
      const senders = new Senders(ask);
      await senders.moveTo(way);
      await senders.publish("mic", sound);
      const consumer = await consume(ask, way, senders.producers()[0]?.id ?? "");
      await flowing;
      return new EchoWay(ask, way, consumer.track);
    } catch (error) {
      way.close();
      throw error;
    }
  }

  /** How the way is since the last time one asked. */
  async quality(): Promise<Quality | undefined> {
    const now = counted(await Promise.all([this.#way.send.getStats(), this.#way.receive.getStats()]));
    const quality = qualityOf(this.#before, now);
    this.#before = now;
    return quality;
  }

  async close(): Promise<void> {
    this.#way.close();
    await this.#ask("echo:close", {});
  }
}

async function consume(ask: Live["ask"], way: Way, producerId: string): Promise<types.Consumer> {
  const rtpCapabilities = { ...way.device.recvRtpCapabilities };
  const { offers: [offer] } = await ask("track:consume", { producerIds: [producerId], rtpCapabilities });
  if (!offer) throw new Error("What was sent did not come back.");
  const { consumerId: id, kind, rtpParameters } = offer;
  const consumer = await way.receive.consume({
    id,
    producerId,
    kind,
    rtpParameters: rtpParameters as types.RtpParameters,
  });
  await ask("track:play", { consumerIds: [id], playing: true });
  return consumer;
}

/** Resolves when both sides are connected; throws when one fails, or when it takes too long. */
function connected(way: Way): Promise<void> {
  const open = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => done(() => reject(new Error("No media gets through."))), connectMs);
    const stop = way.events.on("side", (_, state) => {
      if (state === "failed") done(() => reject(new Error("The way for media failed.")));
      if (way.send.connectionState === "connected" && way.receive.connectionState === "connected") done(resolve);
    });
    const done = (decide: () => void): void => {
      clearTimeout(late);
      stop();
      decide();
    };
  });
  open.catch(() => undefined); // heard by whoever awaits it, which may be later
  return open;
}
