import type { Device, types } from "mediasoup-client";
import type { MediaDoor, TransportOffer } from "../../proto/live/media.ts";
import type { Source } from "../../proto/live/words.ts";
import type { Live } from "../api/live.ts";
import { Emitter } from "../kit/emitter.ts";
import { makeDevice } from "./engine.ts";
import { mark } from "./marks.ts";

export type Side = "send" | "receive";
export type SideState = types.ConnectionState;
type WayEvents = { side: [side: Side, state: SideState] };
type Ask = Live["ask"];

/** Which routes may be taken: to test one alone. */
export type Route = "all" | "udp" | "tcp" | "relay";

/** Media's way through one door: a device and its two transports. Whoever made it closes it. */
export class Way {
  readonly events = new Emitter<WayEvents>();
  readonly door: MediaDoor;
  readonly device: Device;
  readonly #ask: Ask;
  readonly #sides: Readonly<Record<Side, types.Transport>>;

  private constructor(ask: Ask, door: MediaDoor, device: Device, route: Route) {
    this.#ask = ask;
    this.door = door;
    this.device = device;
    const { iceServers } = door;
    const settings = {
      iceServers: servers(iceServers),
      iceTransportPolicy: route === "relay" ? "relay" : "all",
    } as const;
    this.#sides = {
      send: device.createSendTransport({ ...offered(door.send, route), ...settings }),
      receive: device.createRecvTransport({ ...offered(door.receive, route), ...settings }),
    };
    this.#follow("send");
    this.#follow("receive");
    this.#sides.send.on("produce", ({ rtpParameters, appData }, done, failed) => {
      const { source, paused } = appData as { source: Source; paused: boolean };
      ask("track:publish", { source, paused, rtpParameters }).then(
        ({ producerId }) => done({ id: producerId }),
        failed,
      );
    });
  }

  /** Throws when the browser and the server have no way to talk. */
  static async open(ask: Ask, door: MediaDoor, route: Route = "all"): Promise<Way> {
    const device = makeDevice();
    await device.load({ routerRtpCapabilities: door.rtpCapabilities as types.RtpCapabilities });
    mark("loaded");
    return new Way(ask, door, device, route);
  }

  get send(): types.Transport {
    return this.#sides.send;
  }

  get receive(): types.Transport {
    return this.#sides.receive;
  }

  get closed(): boolean {
    return this.send.closed;
  }

  /** Whether a side works; one that nobody uses was never opened, and lacks nothing. */
  works(side: Side, used: boolean): boolean {
    const { connectionState } = this.#sides[side];
    return connectionState === "connected" || (connectionState === "new" && !used);
  }

  /** Looks for a new route between the same ends, on every side that was opened. */
  async restart(): Promise<void> {
    await Promise.all((["send", "receive"] as const).map((side) => this.#restart(side)));
  }

  /** Tracks go on living: the next way may carry them. */
  close(): void {
    this.send.close();
    this.receive.close();
  }

  async #restart(side: Side): Promise<void> {
    const transport = this.#sides[side];
    if (transport.connectionState === "new" || this.closed) return;
    const { iceParameters } = await this.#ask("door:restart", { generation: this.door.generation, side });
    if (!this.closed) await transport.restartIce({ iceParameters: iceParameters as types.IceParameters });
  }

  #follow(side: Side): void {
    const transport = this.#sides[side];
    const { generation } = this.door;
    transport.on("connect", ({ dtlsParameters }, done) => {
      // The browser need not wait for the answer before it begins to greet: its first greeting is repeated soon.
      done();
      this.#ask("door:connect", { generation, side, dtlsParameters }).catch(() => this.#failed(side));
    });
    transport.on("connectionstatechange", (state) => this.events.emit("side", side, state));
  }

  #failed(side: Side): void {
    if (!this.closed) this.events.emit("side", side, "failed");
  }
}

function offered(offer: TransportOffer, route: Route): types.TransportOptions {
  const candidates = offer.iceCandidates as unknown as types.IceCandidate[];
  const one = route === "udp" || route === "tcp";
  return {
    id: offer.id,
    iceParameters: offer.iceParameters as types.IceParameters,
    iceCandidates: one ? candidates.filter((it) => it.protocol === route) : candidates,
    dtlsParameters: offer.dtlsParameters as types.DtlsParameters,
  };
}

function servers(given: MediaDoor["iceServers"]): RTCIceServer[] {
  return given.map(({ urls, username, credential }) => ({ urls: [...urls], username, credential }));
}
