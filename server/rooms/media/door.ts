import type { types } from "mediasoup";
import type { IceServer, MediaDoor, Opaque, TransportOffer } from "../../../proto/live/media.ts";
import { AppError } from "../../kit/errors.ts";
import { maxIncomingBitrate, transportOptions } from "./codecs.ts";
import { refusal } from "./refusals.ts";
import { readDtlsParameters } from "./rtp-shape.ts";
import type { Wing } from "./wing.ts";

type Side = "send" | "receive";
/** One way of one door. */
export type At = { readonly generation: number; readonly side: Side };

type Connecting = { readonly how: string; readonly done: Promise<void> };

/** Two ways for media between one person and us. Wherever its wing is lost, it is closed. */
export class Door {
  readonly generation: number;
  readonly wing: Wing;
  readonly #transports: Readonly<Record<Side, types.WebRtcTransport>>;
  readonly #connecting = new Map<Side, Connecting>();
  #counted = true;

  private constructor(generation: number, wing: Wing, transports: Readonly<Record<Side, types.WebRtcTransport>>) {
    this.generation = generation;
    this.wing = wing;
    this.#transports = transports;
    for (const transport of Object.values(transports)) {
      // Its keys are gone and with them all that goes through it; it cannot come back.
      transport.on("dtlsstatechange", (state) => {
        if (state === "closed" || state === "failed") transport.close();
      });
    }
  }

  /** In a wing that counts it already. */
  static async open(wing: Wing, generation: number): Promise<Door> {
    const options = { ...transportOptions, webRtcServer: wing.home.server };
    const opened = await Promise.allSettled([
      wing.router.createWebRtcTransport(options).then(async (it) => {
        await it.setMaxIncomingBitrate(maxIncomingBitrate);
        return it;
      }),
      wing.router.createWebRtcTransport(options),
    ]);
    const [send, receive] = opened;
    if (send.status === "fulfilled" && receive.status === "fulfilled") {
      return new Door(generation, wing, { send: send.value, receive: receive.value });
    }
    for (const it of opened) if (it.status === "fulfilled") it.value.close();
    wing.count("doors", -1);
    throw opened.find((it) => it.status === "rejected")?.reason;
  }

  get closed(): boolean {
    return this.#transports.send.closed || this.#transports.receive.closed;
  }

  /** What a page needs to come through it. */
  offer(iceServers: readonly IceServer[]): MediaDoor {
    const { generation, wing } = this;
    const { send, receive } = this.#transports;
    return {
      generation,
      rtpCapabilities: wing.router.rtpCapabilities,
      send: way(send),
      receive: way(receive),
      iceServers,
    };
  }

  /** Asked again in the same words, after a lost answer, it is the same. */
  async connect(side: Side, parameters: unknown): Promise<void> {
    const transport = this.transport(side);
    const dtlsParameters = readDtlsParameters(parameters);
    const how = JSON.stringify(dtlsParameters);
    const before = this.#connecting.get(side);
    if (before && before.how !== how) throw new AppError("conflict", "This way is connected already.");
    const done = before?.done ?? transport.connect({ dtlsParameters });
    this.#connecting.set(side, { how, done });
    await done.catch((error: unknown) => {
      this.#connecting.delete(side);
      throw refusal(error, { code: "bad-request", message: "Encryption was not described in a way that works." });
    });
  }

  async restart(side: Side): Promise<Opaque> {
    const restarting = this.transport(side).restartIce();
    return await restarting.catch((error: unknown) => {
      throw refusal(error, { code: "conflict", message: "This way cannot be found again. Ask for a new one." });
    });
  }

  /** Throws AppError "conflict" when it has ended by itself. */
  transport(side: Side): types.WebRtcTransport {
    const transport = this.#transports[side];
    if (transport.closed) throw new AppError("conflict", "This way is closed. Ask for a new one.", { retryable: true });
    return transport;
  }

  close(): void {
    this.#transports.send.close();
    this.#transports.receive.close();
    if (!this.#counted) return;
    this.#counted = false;
    this.wing.count("doors", -1);
  }
}

function way({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport): TransportOffer {
  return { id, iceParameters, iceCandidates, dtlsParameters };
}
