import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { grindstone } from "../../proto/gen/interview.js";
import { limits } from "../../proto/limits.ts";
import type { Log } from "../kit/log.ts";
import { type Door, ourUrl } from "./origin.ts";

type Options = { readonly http: HttpServer; readonly door: Door; readonly log: Log };
export type PcmDoor = {
  /** Says goodbye to everybody; who does not answer is cut off when the server below stops. */
  close(): void;
};

const path = /^\/ws\/interviews\/[0-9a-f-]{36}$/;
/** What a refused connection is closed with; the same number stands in the frame before. */
const refusals = { authentication: 4001, badFrame: 4003, notFound: 4004 } as const;
type Refusal = { readonly code: (typeof refusals)[keyof typeof refusals]; readonly message: string };

/** The door for clients that speak PCM over a WebSocket. Nobody holds a token for it yet, so everybody is told so and let go. */
export function openPcmDoor({ http, door, log }: Options): PcmDoor {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: limits.pcmFrameBytes });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Uint8Array): void => {
    const pathname = pathOf(request);
    if (pathname.startsWith("/socket.io/")) return;
    if (!ours(door, request) || !pathname.startsWith("/ws/")) return drop(socket);
    sockets.handleUpgrade(request, socket, Buffer.from(head), (client) => {
      client.on("error", (error) => log.debug("pcm connection failed", { error }));
      refuse(client, refusalOf(pathname));
    });
  };
  http.on("upgrade", onUpgrade);
  return {
    close: () => {
      http.off("upgrade", onUpgrade);
      for (const client of sockets.clients) client.close(1001, "The server is stopping.");
      sockets.close();
    },
  };
}

/** The path alone. What a caller sends need not be a URL, such as "//", and must not throw where nobody catches. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function refusalOf(pathname: string): Refusal {
  return path.test(pathname)
    ? {
      code: refusals.authentication,
      message: "This token is not valid here. Start the interview again to get a new one.",
    }
    : { code: refusals.notFound, message: "There is no such interview, or it is not yours to see." };
}

/** Sends the error frame, then closes with the same code. */
function refuse(client: WebSocket, error: Refusal): void {
  client.send(grindstone.ServerToClientMessage.encode({ error }).finish(), { binary: true });
  client.close(error.code, error.message);
}

function ours(door: Door, { headers }: IncomingMessage): boolean {
  try {
    ourUrl(door, (name) => headers[name] as string | undefined);
    return true;
  } catch {
    return false; // a name that is not ours; what it was is nobody's business
  }
}

function drop(socket: Duplex): void {
  socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
