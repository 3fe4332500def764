import { grindstone } from "../../proto/gen/interview.js";
import { Emitter } from "../kit/emitter.ts";
import { Refusal } from "../kit/refusal.ts";
import type { PcmTrouble, Ticket } from "./pcm-words.ts";

/** `connecting`: also again, after it broke. `ended`: the interview is over. `refused`: `refusal` says why, and it is not tried again. */
export type PcmLinkState = "connecting" | "open" | "ended" | "refused";
type PcmLinkEvents = {
  /** Also when `trouble` is another one. */
  state: [state: PcmLinkState];
  sound: [pcm: Int16Array<ArrayBuffer>];
  /** So much sound was not sent, because the line takes no more; 0: it does again. */
  unsent: [ms: number];
};
export type PcmLinkLike = Pick<PcmLink, keyof PcmLink>;
type PcmLinkOptions = {
  readonly interviewId: string;
  /** A new one for each try; throws Refusal. */
  readonly ticket: () => Promise<Ticket>;
  readonly open?: (url: string) => WebSocket;
};

/** What waits to be sent beyond this would be heard too late. Higher forgives a line that stalls, lower keeps up better. */
const waitingBytes = 32_000;
/** Before the line is tried again, longer each time. */
const againMs = [300, 1_000, 2_000, 4_000] as const;
/** How long a line may take to open before another is tried. */
const openMs = 10_000;
const samplesPerMs = 16;

/** What coming again does not change: the frame was not understood, or there is no such interview any more. */
const final: ReadonlySet<number> = new Set([4003, 4004]);
/** What may be better when it is tried again. */
const troubles: Readonly<Record<number, PcmTrouble>> = { 4002: "away", 4008: "slow", 4009: "taken" };

/** The line to the PCM door for one interview, which comes back by itself with a new token. Whoever made it closes it. */
export class PcmLink {
  readonly events = new Emitter<PcmLinkEvents>();
  readonly #options: PcmLinkOptions;
  #state: PcmLinkState = "connecting";
  #refusal: Refusal | undefined;
  #trouble: PcmTrouble | undefined;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #unsentMs = 0;
  #closed = false;

  constructor(options: PcmLinkOptions) {
    this.#options = options;
    void this.#connect();
  }

  get state(): PcmLinkState {
    return this.#state;
  }

  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** What kept it from opening the last time, while it is tried again. */
  get trouble(): PcmTrouble | undefined {
    return this.#trouble;
  }

  /** Sends sound, or leaves it out where the line takes no more; sound before the line is open is heard by nobody. */
  send(pcm: Int16Array<ArrayBuffer>): void {
    const socket = this.#socket;
    if (this.#state !== "open" || socket?.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > waitingBytes) return this.#unsent(this.#unsentMs + pcm.length / samplesPerMs);
    if (this.#unsentMs > 0) this.#unsent(0);
    socket.send(encoded({ audioChunk: { audioContent: new Uint8Array(pcm.buffer) } }));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
    this.#socket = undefined;
  }

  async #connect(): Promise<void> {
    const { ticket, interviewId, open = (url) => new WebSocket(url) } = this.#options;
    try {
      const { token, path } = await ticket();
      if (this.#closed) return;
      const socket = this.#socket = open(new URL(path, location.href).href.replace(/^http/, "ws"));
      socket.binaryType = "arraybuffer";
      this.#timer = setTimeout(() => this.#lost(socket, 1006), openMs);
      socket.addEventListener("open", () => {
        socket.send(encoded({ startRequest: { interviewId, authToken: token } }));
      });
      socket.addEventListener(
        "message",
        ({ data }) => socket === this.#socket && this.#hear(socket, new Uint8Array(data as ArrayBuffer)),
      );
      socket.addEventListener("close", ({ code }) => this.#lost(socket, code));
    } catch (error) {
      const refusal = error instanceof Refusal ? error : undefined;
      if (refusal && !passing(refusal)) this.#refuse(refusal);
      else this.#again();
    }
  }

  #hear(socket: WebSocket, data: Uint8Array): void {
    const { audioResponse, startResponse, sessionEnded, error } = grindstone.ServerToClientMessage.decode(data);
    if (startResponse) {
      clearTimeout(this.#timer);
      this.#tries = 0;
      this.#trouble = undefined;
      this.#become("open");
    }
    const sound = audioResponse?.audioContent;
    if (sound) this.events.emit("sound", new Int16Array(new Uint8Array(sound).buffer));
    if (error?.code && final.has(error.code)) this.#refuse(new Refusal("closed", error.message ?? ""));
    else if (error?.code) this.#meets(troubles[error.code]);
    if (!sessionEnded) return;
    this.#become("ended");
    socket.close(1000);
  }

  #lost(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    clearTimeout(this.#timer);
    socket.close();
    if (this.#closed || this.#state === "ended" || this.#state === "refused") return;
    if (final.has(code)) return this.#refuse(new Refusal("closed", ""));
    this.#meets(troubles[code]);
    this.#again();
  }

  /** A line that breaks without a word leaves what was said before. */
  #meets(trouble: PcmTrouble | undefined): void {
    if (trouble === undefined || trouble === this.#trouble) return;
    this.#trouble = trouble;
    if (this.#state === "connecting") this.events.emit("state", this.#state);
  }

  #again(): void {
    if (this.#closed) return;
    this.#become("connecting");
    const waitMs = againMs[Math.min(this.#tries++, againMs.length - 1)];
    this.#timer = setTimeout(() => void this.#connect(), waitMs);
  }

  #refuse(refusal: Refusal): void {
    this.#refusal = refusal;
    this.#become("refused");
  }

  #unsent(ms: number): void {
    this.#unsentMs = ms;
    this.events.emit("unsent", ms);
  }

  #become(state: PcmLinkState): void {
    if (this.#closed || state === this.#state) return;
    this.#state = state;
    this.events.emit("state", state);
  }
}

function encoded(message: grindstone.ClientToServerMessage.$Properties): Uint8Array<ArrayBuffer> {
  return new Uint8Array(grindstone.ClientToServerMessage.encode(message).finish());
}

/** What another try may change. */
function passing({ code }: Refusal): boolean {
  return ["offline", "unavailable", "too-many", "internal"].includes(code);
}
