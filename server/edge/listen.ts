import { createServer as createTlsServer } from "node:https";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { AppError } from "../kit/errors.ts";

type Where = { host: string; port: number; tls: { cert: string; key: string } | null };

/** Every connection of a server, also those that a WebSocket took over, which the server itself forgets. */
const held = new WeakMap<Server, Set<Duplex>>();

type Made = { tls: Where["tls"]; headers: ReadonlyMap<string, string> };

/** A server for the app that does not listen yet, so that sockets can be attached first. `headers` go with every answer. */
export function makeServer(app: Hono, { tls, headers }: Made): Server {
  const server = createAdaptorServer({
    fetch: app.fetch,
    ...(tls ? { createServer: createTlsServer, serverOptions: { cert: tls.cert, key: tls.key } } : {}),
  }) as Server;
  // Here, before anything answers: also what never reaches the app gets them, and the app's answers stay cheap to make.
  server.prependListener("request", (_request, response: ServerResponse) => {
    for (const [name, value] of headers) response.setHeader(name, value);
  });
  const sockets = new Set<Duplex>();
  held.set(server, sockets);
  server.on("connection", (socket: Duplex) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  // Whoever asks for a WebSocket may be gone before anybody took it over; unheard, that would end the process.
  server.on("upgrade", (_request, socket) => socket.on("error", () => socket.destroy()));
  return server;
}

/** Starts listening and says under which address. */
export async function listen(server: Server, { host, port, tls }: Where): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(portProblem(cause, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = ["127.0.0.1", "0.0.0.0", "::", "::1"].includes(host) ? "localhost" : host;
  return `${tls ? "https" : "http"}://${name}:${address.port}`;
}

function portProblem(cause: NodeJS.ErrnoException, port: number): AppError {
  if (cause.code === "EADDRINUSE") {
    return new AppError(
      "unavailable",
      `Port ${port} is taken by another program. Stop it, or choose another with PORT.`,
      { cause },
    );
  }
  return new AppError(
    "unavailable",
    `Port ${port} cannot be opened (${cause.code ?? "unknown"}). Choose another with PORT.`,
    { cause },
  );
}

/** Stops taking connections, lets running requests finish for `graceMs`, then cuts what is left. */
export async function stopServer(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => held.get(server)?.forEach((it) => it.destroy()), graceMs);
  await closed;
  clearTimeout(cut);
}
