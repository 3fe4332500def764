import datachannel, { type PeerConnection } from "node-datachannel";
import type { Opaque } from "../../proto/live/media.ts";
import { dtlsOf } from "./rtc-sdp.ts";

/** Tells the server how one end encrypts. */
export type Connect = (dtlsParameters: Opaque) => Promise<unknown>;

/** One way of a peer: the connection of its library, told to the server once it describes itself. */
export class RtcEnd {
  readonly connection: PeerConnection;
  readonly #connect: Connect;
  #connected = false;

  constructor(name: string, connect: Connect) {
    this.connection = new datachannel.PeerConnection(name, { iceServers: [], bindAddress: "127.0.0.1" });
    this.#connect = connect;
  }

  /** Makes it describe itself by `start`; the first time the server is told. */
  async describe(start: (connection: PeerConnection) => void): Promise<void> {
    const sdp = await new Promise<string>((resolve) => {
      this.connection.onLocalDescription((it) => resolve(it));
      start(this.connection);
    });
    if (this.#connected) return;
    this.#connected = true;
    await this.#connect(dtlsOf(sdp));
  }

  close(): void {
    this.connection.close();
  }
}
