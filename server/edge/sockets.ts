import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { ClientToServer, ServerToClient } from "../../proto/signaling.ts";
import { limits } from "../../proto/limits.ts";
import { AppError } from "../kit/errors.ts";
import type { Asker } from "./asked.ts";
import { tokenOf } from "./cookie.ts";
import { failureOf } from "./failures.ts";
import { checkOrigin, type Door, ourUrl } from "./origin.ts";
import { makeCrowd } from "./socket-crowd.ts";

type SocketData = { asker: Asker; signedOut?: true };
export type Sockets = Server<ClientToServer, ServerToClient, Record<never, never>, SocketData>;
/** One connection of somebody who is signed in. */
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<never, never>, SocketData>;
type Options = { http: HttpServer; door: Door; who: (token: string) => Promise<Asker | null> };

/** The live door for browsers on the port of the page. Only people who are signed in, and only from our own page, get in. */
export function openSockets({ http, door, who }: Options): Sockets {
  const crowd = makeCrowd();
  const knownAsker = async (request: IncomingMessage): Promise<Asker | null> => {
    const secure = ourUrl(door, headersOf(request)).startsWith("https:");
    const token = tokenOf(request.headers.cookie, secure);
    return token === null ? null : await who(token);
  };
  const askerOf = async (request: IncomingMessage): Promise<Asker> => {
    const asker = await knownAsker(request);
    if (!asker) throw new AppError("unauthenticated", "You are signed out. Sign in and try again.");
    return asker;
  };
  const admit = async (request: IncomingMessage): Promise<string | null> => {
    if (!ours(door, request)) return "This connection came from another site and was refused.";
    const asker = await knownAsker(request);
    return crowd.admits(request, asker?.personId ?? null) ? null : tooMany;
  };
  const io: Sockets = new Server(http, {
    path: "/socket.io",
    serveClient: false,
    maxHttpBufferSize: limits.signalingBytes,
    // Others would be answered without our checks on names and origins.
    allowRequest: (request, decide) => {
      admit(request).then((problem) => decide(problem, problem === null), () => decide(notNow, false));
    },
    connectTimeout: connectTimeoutMs,
  });
  io.engine.on("connection", (connection: { request: IncomingMessage; on(name: "close", work: () => void): void }) => {
    connection.on("close", crowd.enter(connection.request));
  });
  // Admitted, and then of a form that is not understood: the place is free again.
  io.engine.on("connection_error", ({ req }: { req: IncomingMessage }) => crowd.enter(req)());
  io.use((socket, next) => {
    askerOf(socket.request).then((asker) => {
      socket.data.asker = asker;
      next();
    }, (error: unknown) => next(refusal(error)));
  });
  io.on("connection", (socket) => {
    const { deviceId, personId } = socket.data.asker;
    // Signing a device out closes what it holds open, by this name.
    void socket.join([deviceName(deviceId), personName(personId)]);
    // Whoever signed it out while it was let in did not find it by that name yet.
    askerOf(socket.request).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "unauthenticated") socket.data.signedOut = true;
      socket.disconnect(true);
    });
  });
  return io;
}

/** Closes what devices hold open that were signed out; no place is kept for them. */
export function signOut(io: Sockets, deviceIds: readonly string[]): void {
  const { adapter, sockets } = io.of("/");
  for (const id of deviceIds.flatMap((it) => [...adapter.rooms.get(deviceName(it)) ?? []])) {
    const socket = sockets.get(id);
    if (!socket) continue;
    socket.data.signedOut = true;
    socket.disconnect(true);
  }
}

/** The devices that hold something open. */
export function devicesOf(io: Sockets): readonly string[] {
  return [...io.of("/").sockets.values()].map((it) => it.data.asker.deviceId);
}

/** Every connection of a person. */
export const personName = (personId: string): string => `person:${personId}`;
const deviceName = (deviceId: string): string => `device:${deviceId}`;

/** Lets go of everybody at the live door. The server below goes on, and is stopped by whoever opened it. */
export async function closeSockets(io: Sockets): Promise<void> {
  io.disconnectSockets(true);
  // Also those who never said what they want. Its own close would wait for the whole server, without end.
  io.engine.close();
  await io.of("/").adapter.close();
}

const tooMany = "There are too many connections already. Close some tabs, then try again.";
const notNow = "Who you are cannot be looked up right now. Try again in a moment.";
/** How long a connection may take to say what it wants. Higher forgives slow ones, lower frees us of silent ones. */
const connectTimeoutMs = 15_000;

function ours(door: Door, request: IncomingMessage): boolean {
  const header = headersOf(request);
  try {
    // A socket acts for a person, so it is checked like a request that changes something.
    checkOrigin(ourUrl(door, header), "POST", header);
    return true;
  } catch {
    return false; // from where it came is nobody's business
  }
}

const headersOf = (request: IncomingMessage) => (name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function refusal(error: unknown): Error {
  const { body } = failureOf(error);
  return Object.assign(new Error(body.error.message), { data: body });
}
