import { setImmediate } from "node:timers";
import type { GoogleGenAI } from "@google/genai";

export type SocketCallbacks = {
  readonly onopen: () => void;
  readonly onmessage: (event: { readonly data: unknown }) => void;
  readonly onerror: (event: { readonly message?: string }) => void;
  readonly onclose: (event: { readonly code: number; readonly reason: string }) => void;
};

/** A WebSocket as the SDK makes and uses one. */
export type Socket = {
  connect(): void;
  send(message: string): void;
  close(): void;
  /** What is below it, once it is connected. */
  readonly ws?: { readonly bufferedAmount: number };
};
export type OpenSocket = (url: string, headers: Record<string, string>, callbacks: SocketCallbacks) => Socket;

export type Watched = {
  /** Bytes on their way. */
  waitingBytes(): number;
  close(): void;
};

type Options = {
  /** Instead of the SDK's own, for tests without a network. */
  readonly open: OpenSocket | undefined;
  /** Fields of the first message that the SDK knows no names for. */
  readonly setupMore: Readonly<Record<string, unknown>>;
  readonly onGarbage: () => void;
  readonly onClosed: (why: { readonly code: number; readonly reason: string }) => void;
};

/**
 * Stands between the SDK and its WebSocket. Workarounds for @google/genai 2.32.0, each with a test that fails once it is
 * not needed: `connect` never settles when the service refuses (https://github.com/googleapis/js-genai/issues/1257);
 * a message that is no JSON is an unhandled rejection; `historyConfig` is dropped from the setup; the path begins with two
 * slashes; how much is still to be sent cannot be asked.
 */
export function watchSocket(ai: GoogleGenAI, { open, setupMore, onGarbage, onClosed }: Options): Watched {
  const live = ai.live as unknown as { webSocketFactory: { create: OpenSocket } };
  const create: OpenSocket = open ?? live.webSocketFactory.create.bind(live.webSocketFactory);
  let socket: Socket | undefined;
  let release = (): void => {};
  let why = "";
  live.webSocketFactory = {
    create(url, headers, callbacks) {
      let over = false;
      const end = (code: number, reason: string): void => {
        if (over) return;
        over = true;
        onClosed({ code, reason: reason || why });
        release();
      };
      // What waits in the SDK for an answer that will not come gets one, and nobody looks at it any more.
      release = () => {
        over = true;
        callbacks.onopen();
        setImmediate(() => callbacks.onmessage({ data: '{"setupComplete":{}}' }));
      };
      const inner = create(url.replace(/([^:])\/\/ws\//, "$1/ws/"), headers, {
        onopen: () => over || callbacks.onopen(),
        onmessage: ({ data }) => {
          if (over) return;
          const text = textOf(data);
          if (text === null) onGarbage();
          else callbacks.onmessage({ data: text });
        },
        onerror: ({ message }) => void (why = message ?? why),
        onclose: ({ code, reason }) => end(code, reason),
      });
      let first = true;
      socket = {
        connect: () => inner.connect(),
        send(message) {
          if (over) return;
          inner.send(first ? withMore(message, setupMore) : message);
          first = false;
        },
        close: () => inner.close(),
        get ws() {
          return inner.ws;
        },
      } as Socket;
      return socket;
    },
  };
  return {
    waitingBytes: () => socket?.ws?.bufferedAmount ?? 0,
    close() {
      release();
      release = () => {};
      socket?.close();
    },
  };
}

function withMore(message: string, more: Readonly<Record<string, unknown>>): string {
  const { setup, ...rest } = JSON.parse(message) as { setup: Record<string, unknown> };
  return JSON.stringify({ ...rest, setup: { ...setup, ...more } });
}

/** The JSON text of a message; null: it is none. */
function textOf(data: unknown): string | null {
  const text = typeof data === "string"
    ? data
    : data instanceof Uint8Array || data instanceof ArrayBuffer
    ? new TextDecoder().decode(data)
    : null;
  try {
    return text !== null && typeof JSON.parse(text) === "object" ? text : null;
  } catch {
    return null; // said by onGarbage
  }
}
