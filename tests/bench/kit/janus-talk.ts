import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";

type Jsep = { readonly type: "offer" | "answer"; readonly sdp: string };
type Data = { readonly [name: string]: unknown };
type Said = {
  readonly janus: string;
  readonly transaction?: string;
  readonly data?: { readonly id: number };
  readonly plugindata?: { readonly data: Data };
  readonly jsep?: Jsep;
  readonly error?: { readonly reason: string };
  readonly version_string?: string;
};
export type JanusHandle = { ask(body: Data, jsep?: Jsep): Promise<{ data: Data; jsep?: Jsep }> };

/** Janus's own protocol over one WebSocket, as far as its video room needs it. */
export class JanusTalk {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, { resolve(said: Said): void; reject(error: Error): void }>();
  #session = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (bytes: Buffer) => this.#take(JSON.parse(bytes.toString()) as Said));
  }

  async open(): Promise<void> {
    this.#session = (await this.#say({ janus: "create" })).data?.id ?? 0;
  }

  async version(): Promise<string> {
    return (await this.#say({ janus: "info" }, false)).version_string ?? "unknown";
  }

  async attach(plugin: string): Promise<JanusHandle> {
    const handle = (await this.#say({ janus: "attach", plugin })).data?.id;
    return {
      ask: async (body, jsep) => {
        const said = await this.#say({ janus: "message", handle_id: handle, body, ...(jsep ? { jsep } : {}) });
        const data = said.plugindata?.data ?? {};
        if (typeof data["error"] === "string") throw new Error(`Janus: ${data["error"]}`);
        return { data, ...(said.jsep ? { jsep: said.jsep } : {}) };
      },
    };
  }

  close(): void {
    this.#socket.close();
  }

  #say(what: Data, inSession = true): Promise<Said> {
    const transaction = randomUUID();
    const session = inSession && this.#session > 0 ? { session_id: this.#session } : {};
    return new Promise((resolve, reject) => {
      this.#waiting.set(transaction, { resolve, reject });
      this.#socket.send(JSON.stringify({ ...what, ...session, transaction }));
    });
  }

  #take(said: Said): void {
    // "ack" says that the answer proper comes later.
    const waiting = this.#waiting.get(said.transaction ?? "");
    if (!waiting || said.janus === "ack") return;
    this.#waiting.delete(said.transaction ?? "");
    if (said.error) waiting.reject(new Error(`Janus: ${said.error.reason}`));
    else waiting.resolve(said);
  }
}
