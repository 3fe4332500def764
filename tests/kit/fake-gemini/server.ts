import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type RawData, WebSocketServer } from "ws";
import { FakeGemini } from "./fake-gemini.ts";
import { rest } from "./rest.ts";

export type FakeService = {
  readonly fake: FakeGemini;
  readonly url: string;
  close(): Promise<void>;
};

/** The fake on a port of this machine, over real sockets. */
export async function startFakeGemini(
  { port = 0, ...behaviour }: ConstructorParameters<typeof FakeGemini>[0] & { readonly port?: number } = {},
): Promise<FakeService> {
  const fake = new FakeGemini(behaviour);
  const server = createServer((request, response) => void answer(fake, request, response));
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const url = `ws://fake${request.url ?? ""}`;
    const status = fake.refusal(url);
    if (status !== null) {
      return socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const end = fake.accept(url, {
        send: (text) => ws.send(text),
        close: (code, reason) => ws.close(code, reason),
        drop: () => ws.terminate(),
      });
      ws.on("message", (data) => end.read(textOf(data)));
      ws.on("close", () => end.ended());
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { fake, url, close: () => closeAll(server, sockets) };
}

async function answer(fake: FakeGemini, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  rest(fake, { request, response, body: chunks });
}

function textOf(data: RawData): string {
  return Buffer.concat(Array.isArray(data) ? data : [new Uint8Array(data)]).toString();
}

async function closeAll(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const it of sockets.clients) it.terminate();
  sockets.close();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
