import { Emitter } from "../kit/emitter.ts";
import type { Refusal } from "../kit/refusal.ts";
import type { PcmAudioLike } from "./pcm-audio.ts";
import type { PcmLinkLike } from "./pcm-link.ts";
import type { PcmTrouble, Ticket } from "./pcm-words.ts";
import { Player } from "./player.ts";

/** `connecting`: also again, after it broke. `ended`: the interview is over. `refused`: it is not tried again. */
export type PcmWayState = "connecting" | "on" | "ended" | "refused";
type PcmWayEvents = { state: []; unsent: [ms: number]; blocked: [blocked: boolean] };
export type PcmWayLike = Pick<PcmWay, keyof PcmWay>;
type Options = {
  readonly interviewId: string;
  readonly ticket: () => Promise<Ticket>;
  readonly parts?: () => Promise<Parts>;
};
type Parts = {
  readonly openAudio: () => Promise<PcmAudioLike>;
  readonly openLink: (options: { interviewId: string; ticket: () => Promise<Ticket> }) => PcmLinkLike;
};

/** Few need this code, so it comes when it is needed. */
async function ours(): Promise<Parts> {
  const [{ PcmAudio }, { PcmLink }] = await Promise.all([import("./pcm-audio.ts"), import("./pcm-link.ts")]);
  return { openAudio: () => PcmAudio.open(), openLink: (options) => new PcmLink(options) };
}

const key = "interviewer";

/** One interview's sound over a WebSocket, both ways. Whoever made it closes it. */
export class PcmWay {
  readonly events = new Emitter<PcmWayEvents>();
  readonly #player = new Player();
  #audio: PcmAudioLike | undefined;
  #link: PcmLinkLike | undefined;
  #mic: MediaStreamTrack | undefined;
  #failed = false;
  #closed = false;

  constructor(options: Options) {
    this.#player.events.on("blocked", (blocked) => this.events.emit("blocked", blocked));
    this.#open(options).catch(() => {
      // The page could not load its code, or the browser makes no sound: said as a way that is not there.
      this.#failed = true;
      this.events.emit("state");
    });
  }

  get state(): PcmWayState {
    if (this.#failed) return "refused";
    const state = this.#link?.state ?? "connecting";
    return state === "open" ? "on" : state;
  }

  get refusal(): Refusal | undefined {
    return this.#link?.refusal;
  }

  get trouble(): PcmTrouble | undefined {
    return this.#link?.trouble;
  }

  /** What is said from now on; undefined: nothing. */
  listenTo(track: MediaStreamTrack | undefined): void {
    this.#mic = track;
    this.#audio?.listenTo(track);
  }

  chooseSpeaker(id: string): void {
    this.#player.choose(id);
  }

  unblock(): void {
    this.#player.unblock();
  }

  close(): void {
    this.#closed = true;
    this.#link?.close();
    this.#audio?.close();
    this.#player.close();
  }

  async #open({ parts = ours, ...options }: Options): Promise<void> {
    const { openAudio, openLink } = await parts();
    const audio = await openAudio();
    if (this.#closed) return audio.close();
    this.#audio = audio;
    const link = this.#link = openLink(options);
    link.events.on("state", () => this.events.emit("state"));
    link.events.on("unsent", (ms) => this.events.emit("unsent", ms));
    link.events.on("sound", (pcm) => audio.play(pcm));
    audio.events.on("frame", (pcm) => link.send(pcm));
    this.#player.play(key, audio.track);
    audio.listenTo(this.#mic);
    this.events.emit("state");
  }
}
