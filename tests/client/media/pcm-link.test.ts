import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refusal } from "../../../client/kit/refusal.ts";
import { PcmLink } from "../../../client/media/pcm-link.ts";
import { grindstone } from "../../../proto/gen/interview.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Message = grindstone.ServerToClientMessage.$Properties;

/** A socket that a test holds the other end of. */
class FakeSocket extends EventTarget {
  readonly url: string;
  readonly sent: grindstone.ClientToServerMessage[] = [];
  bufferedAmount = 0;
  binaryType = "";
  readyState: number = WebSocket.OPEN;

  constructor(url: string) {
    super();
    this.url = url;
  }

  send(data: Uint8Array): void {
    this.sent.push(grindstone.ClientToServerMessage.decode(data));
  }

  opens(): void {
    this.dispatchEvent(new Event("open"));
  }

  tells(message: Message): void {
    const bytes = new Uint8Array(grindstone.ServerToClientMessage.encode(message).finish());
    this.dispatchEvent(new MessageEvent("message", { data: bytes.buffer }));
  }

  close(code = 1005): void {
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

async function linked(tickets: (() => Promise<string>)[] = []) {
  const sockets: FakeSocket[] = [];
  let asked = 0;
  const link = new PcmLink({
    interviewId: "one",
    ticket: async () => ({
      token: await (tickets[asked++] ?? (() => Promise.resolve(`token ${asked}`)))(),
      path: "/ws/interviews/one",
    }),
    open: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
  const states: string[] = [];
  link.events.on("state", (it) => states.push(it));
  await vi.advanceTimersByTimeAsync(0);
  const at = (index: number): FakeSocket => sockets[index] ?? expect.fail(`there is no socket ${index}`);
  return { link, sockets, at, states };
}
const open = async () => {
  const made = await linked();
  made.at(0).opens();
  made.at(0).tells({ startResponse: {} });
  return made;
};
const frame = () => new Int16Array(320).fill(7);

describe("the line to the PCM door", () => {
  it("shows its token in the first frame, never in the address", async () => {
    const { at, link } = await linked();
    at(0).opens();
    expect(at(0).url).toMatch(/^ws:\/\/[^?]+\/ws\/interviews\/one$/);
    expect(at(0).sent[0]?.startRequest).toMatchObject({ interviewId: "one", authToken: "token 1" });
    link.send(frame());
    expect(at(0).sent, "nobody listens yet").toHaveLength(1);
  });

  it("carries sound both ways once the interview has begun", async () => {
    const { at, link, states } = await open();
    const heard: number[][] = [];
    link.events.on("sound", (pcm) => heard.push([...pcm]));
    link.send(frame());
    at(0).tells({ audioResponse: { audioContent: Uint8Array.of(1, 0, 255, 255) } });
    expect(at(0).sent[1]?.audioChunk?.audioContent).toHaveLength(640);
    expect([heard, states]).toEqual([[[1, -1]], ["open"]]);
  });

  it("leaves out what a slow line would bring too late, and says how much", async () => {
    const { at, link } = await open();
    const unsent: number[] = [];
    link.events.on("unsent", (ms) => unsent.push(ms));
    at(0).bufferedAmount = 40_000;
    link.send(frame());
    link.send(frame());
    at(0).bufferedAmount = 0;
    link.send(frame());
    expect([unsent, at(0).sent.length]).toEqual([[20, 40, 0], 2]);
  });

  it("comes back by itself with a new token, later each time", async () => {
    const { at, sockets, states } = await open();
    at(0).close(1006);
    await vi.advanceTimersByTimeAsync(300);
    at(1).opens();
    expect(at(1).sent[0]?.startRequest?.authToken).toBe("token 2");
    at(1).close(4008);
    await vi.advanceTimersByTimeAsync(900);
    expect(sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(100);
    at(2).opens();
    at(2).tells({ startResponse: {} });
    expect(states).toEqual(["open", "connecting", "connecting", "open"]);
  });

  it("tries another one when nothing answers", async () => {
    const { sockets } = await linked();
    await vi.advanceTimersByTimeAsync(10_000 + 300);
    expect(sockets).toHaveLength(2);
  });

  it.each([4003, 4004])("does not come back after %i, and says why", async (code) => {
    const { at, link, sockets } = await open();
    at(0).tells({ error: { code, message: "This is why." } });
    at(0).close(code);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([link.state, link.refusal?.message, sockets.length]).toEqual(["refused", "This is why.", 1]);
  });

  it("says what keeps it from opening while it tries again, until it is open", async () => {
    const { at, link, states } = await linked();
    at(0).opens();
    at(0).tells({ error: { code: 4009, message: "A client of this interview is connected already." } });
    at(0).close(4009);
    expect([link.state, link.trouble, states]).toEqual(["connecting", "taken", ["connecting"]]);
    await vi.advanceTimersByTimeAsync(300);
    at(1).close(1006);
    expect(link.trouble, "a line that breaks says nothing new").toBe("taken");
    await vi.advanceTimersByTimeAsync(1_000);
    at(2).opens();
    at(2).close(4002);
    expect(link.trouble).toBe("away");
    await vi.advanceTimersByTimeAsync(2_000);
    at(3).opens();
    at(3).tells({ startResponse: {} });
    expect([link.state, link.trouble]).toEqual(["open", undefined]);
  });

  it("asks again for a token when the server was away, and not when it was refused", async () => {
    const offline = () => Promise.reject(new Refusal("offline", "The server could not be reached."));
    const { sockets } = await linked([offline]);
    await vi.advanceTimersByTimeAsync(300);
    expect(sockets).toHaveLength(1);
    const conflict = () => Promise.reject(new Refusal("conflict", "This interview is already over."));
    const { link, sockets: none } = await linked([conflict]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([link.state, link.refusal?.message, none]).toEqual(["refused", "This interview is already over.", []]);
  });

  it("ends with the interview", async () => {
    const { at, sockets, states } = await open();
    at(0).tells({ sessionEnded: { reason: 1 } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([states.at(-1), at(0).readyState, sockets.length]).toEqual(["ended", WebSocket.CLOSED, 1]);
  });

  it("is silent once it is closed", async () => {
    const { at, link, sockets, states } = await open();
    link.close();
    link.close();
    link.send(frame());
    at(0).tells({ startResponse: {} });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([states, sockets.length, at(0).sent.length]).toEqual([["open"], 1, 1]);
  });
});
