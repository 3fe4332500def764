import type { OpenSocket, SocketCallbacks } from "../../../server/adapters/interviewer/gemini/socket.ts";
import type { FakeGemini } from "./fake-gemini.ts";

/** Sockets that lead to the fake without a network, on its clock. */
export function socketsTo(fake: FakeGemini, { latencyMs = 20 }: { readonly latencyMs?: number } = {}): OpenSocket {
  return (url, _headers, callbacks) => openSocket(fake, url, callbacks, latencyMs);
}

function openSocket(
  fake: FakeGemini,
  url: string,
  callbacks: SocketCallbacks,
  latencyMs: number,
): ReturnType<OpenSocket> {
  let end: ReturnType<FakeGemini["accept"]> | null = null;
  let over = false;
  const closed = (code: number, reason: string): void => {
    if (over) return;
    over = true;
    callbacks.onclose({ code, reason });
  };
  const later = (work: () => void): void => void fake.alarm(latencyMs, () => over || work());
  const accept = (): void => {
    const status = fake.refusal(url);
    if (status !== null) {
      callbacks.onerror({ message: `Unexpected server response: ${status}` });
      return closed(1006, "");
    }
    end = fake.accept(url, {
      send: (text) => later(() => callbacks.onmessage({ data: text })),
      close: (code, reason) => later(() => closed(code, reason)),
      drop: () => closed(1006, ""),
    });
    callbacks.onopen();
  };
  return {
    connect: () => later(accept),
    send: (text) => end?.read(text),
    close() {
      end?.ended();
      closed(1000, "");
    },
    ws: { bufferedAmount: 0 },
  };
}
