import type { types } from "mediasoup";

/** The ways between this process and routers, one for each; a way ends with its router. */
export class DirectWays {
  readonly #ways = new Map<types.Router, Promise<types.DirectTransport>>();
  #closed = false;

  async at(router: types.Router): Promise<types.DirectTransport> {
    const known = this.#ways.get(router);
    const way = known ?? router.createDirectTransport();
    if (!known) this.#keep(router, way);
    const transport = await way;
    if (this.#closed) transport.close();
    return transport;
  }

  close(): void {
    this.#closed = true;
    for (const way of this.#ways.values()) way.then((it) => it.close(), () => undefined); // who asked for it has heard why
    this.#ways.clear();
  }

  #keep(router: types.Router, way: Promise<types.DirectTransport>): void {
    const forget = (): void => void this.#ways.delete(router);
    this.#ways.set(router, way);
    way.then((it) => it.observer.once("close", forget), forget);
  }
}

/** What is asked for of a voice: its sound as it comes, and nothing sent again on the way to this process itself. */
export function opusOf({ codecs = [] }: types.RtpCapabilities): types.RtpCapabilities {
  const opus = codecs.filter((it) => it.mimeType.toLowerCase() === "audio/opus");
  return { codecs: opus.map((it) => ({ ...it, rtcpFeedback: [] })), headerExtensions: [] };
}
