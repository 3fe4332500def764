import type { types } from "mediasoup";

/** What the kernel keeps for the tap while it naps, in bytes. Lower loses packets of a busy moment, higher only takes memory. */
const sendBufferSize = 2 * 1024 * 1024;

/** The ways from routers to the tap, one for each. */
export class Ways {
  readonly #ways = new Map<types.Router, Promise<types.PlainTransport>>();

  /** The way from a router to the tap's port; it ends with its router. */
  async from(router: types.Router, port: number): Promise<types.PlainTransport> {
    const way = this.#ways.get(router) ?? this.#lay(router, port);
    this.#ways.set(router, way);
    try {
      return await way;
    } catch (error) {
      this.#forget(router, way);
      throw error;
    }
  }

  /** Ends them all: the tap listens elsewhere from now on. */
  close(): void {
    const ways = [...this.#ways.values()];
    this.#ways.clear();
    for (const way of ways) way.then((it) => it.close(), () => undefined); // whoever asked for it has heard why
  }

  #lay(router: types.Router, port: number): Promise<types.PlainTransport> {
    const way = lay(router, port);
    way.then((it) => it.observer.once("close", () => this.#forget(router, way)), () => undefined);
    return way;
  }

  #forget(router: types.Router, way: Promise<types.PlainTransport>): void {
    if (this.#ways.get(router) === way) this.#ways.delete(router);
  }
}

async function lay(router: types.Router, port: number): Promise<types.PlainTransport> {
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: "udp", ip: "127.0.0.1", sendBufferSize },
    rtcpMux: true,
    comedia: false,
  });
  try {
    await transport.connect({ ip: "127.0.0.1", port });
    return transport;
  } catch (error) {
    transport.close();
    throw error;
  }
}
