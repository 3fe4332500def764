import type { types } from "mediasoup";
import { geminiInterviewer } from "../../../server/adapters/interviewer/gemini/gemini.ts";
import type { Bridge } from "../../../server/interviewer/bridge/bridge.ts";
import type { Sound } from "../../../server/interviewer/bridge/sound.ts";
import { silentLog } from "../../../server/kit/log.ts";
import type { InterviewerLine } from "../../../server/ports/interviewer.ts";
import { DirectListener, DirectVoice, type Received } from "../../kit/direct-voice.ts";
import { type BotTimes, machineMs } from "./bots.ts";

type Options = {
  readonly router: types.Router;
  readonly sound: Sound;
  readonly packets: Uint8Array[];
  readonly url: string;
};
type Times = { heard: (number | null)[]; answers: number[]; bargeIns: number[]; lost: number };

const brief = {
  candidate: "Ann",
  task: { title: "A task", kind: "coding", brief: "Count.", rubric: [], plan: [] },
  ...{ minutes: 45, leftMs: 45 * 60_000, prepNotes: null, soFar: null, turnsFrom: null },
};
/** A packet of the voice; smaller ones are silence. */
const audibleBytes = 30;
/** How much of the last packet is heard when it fades. */
const fadeMs = 8;

/** One interview's sound: somebody who speaks, the bridge, and a line to the provider. */
export class Bot {
  readonly #bridge: Bridge;
  readonly #line: InterviewerLine;
  readonly #voice: DirectVoice;
  readonly #listener: DirectListener;
  readonly #sentMs: number[] = [];
  #listening = false;
  #times: Times = noTimes();

  private constructor({ bridge, line, voice, listener }: {
    readonly bridge: Bridge;
    readonly line: InterviewerLine;
    readonly voice: DirectVoice;
    readonly listener: DirectListener;
  }) {
    this.#bridge = bridge;
    this.#line = line;
    this.#voice = voice;
    this.#listener = listener;
    voice.way = ({ payload }) => {
      this.#sentMs.push(machineMs());
      return payload;
    };
  }

  static async open({ router, sound, packets, url }: Options): Promise<Bot> {
    let heard = (_pcm: Int16Array, _lost: boolean): void => undefined;
    const bridge = sound.openBridge({ frame: ({ pcm, lost }) => heard(pcm, lost), speaking: () => undefined });
    const producer = await bridge.place(router);
    const listener = await DirectListener.open(router, producer.id);
    const line = await dial(url, bridge);
    const voice = await DirectVoice.open(router, packets);
    const bot = new Bot({ bridge, line, voice, listener });
    heard = (pcm, lost) => bot.#hear(pcm, lost);
    await bridge.hears([voice.as("ann")]);
    return bot;
  }

  /** What was measured since the last time. */
  times(): BotTimes {
    const times = this.#times;
    this.#times = noTimes();
    return times;
  }

  /** Says something for two seconds, is answered, and interrupts. */
  async turn(wait: (ms: number) => Promise<void>): Promise<void> {
    this.#listener.packets.length = 0;
    this.#line.speechBegan();
    this.#listening = true;
    await wait(2_000);
    this.#listening = false;
    this.#line.speechEnded();
    while (this.#audible().length === 0) await wait(20);
    const [first] = this.#audible();
    if (first) this.#times.answers.push(performance.timeOrigin + first.atMs);
    await wait(1_000 + Math.random() * 20);
    const flushedMs = performance.now();
    await this.#bridge.flush();
    await wait(200);
    this.#times.bargeIns.push(silentMs(this.#audible()) - flushedMs);
  }

  async close(): Promise<void> {
    this.#line.close();
    this.#voice.close();
    await this.#bridge.close();
  }

  #audible(): Received[] {
    return this.#listener.packets.filter((it) => it.payload.length > audibleBytes);
  }

  #hear(pcm: Int16Array, lost: boolean): void {
    const sentMs = lost ? null : this.#sentMs.shift() ?? null;
    if (lost) this.#times.lost++;
    if (!this.#listening) return;
    this.#times.heard.push(sentMs);
    this.#line.hear(pcm);
  }
}

/** When somebody hears the last of it who plays each packet as soon as its turn comes, and nothing sooner. */
function silentMs(packets: readonly Received[]): number {
  const [first, last] = [packets[0], packets.at(-1)];
  return first && last ? first.atMs + (last.timestamp - first.timestamp) / 48 + fadeMs : Number.NaN;
}

function dial(url: string, bridge: Bridge): Promise<InterviewerLine> {
  const provider = geminiInterviewer({
    ...{ apiKey: "fake-key", model: "gemini-3.8-live", voice: "Kore", baseUrl: url, log: silentLog },
  });
  return new Promise((resolve, reject) => {
    const nothing = (): void => undefined;
    const line: InterviewerLine = provider.open({
      ...{ brief, opening: "waits", standsIn: false, handle: null },
      tells: {
        ...{ said: nothing, heard: nothing, turnComplete: nothing, interrupted: nothing, wants: nothing },
        ...{ cancelled: nothing, handle: nothing, goingAway: nothing },
        ready: () => queueMicrotask(() => resolve(line)),
        sound: (pcm, rate) => bridge.play(pcm, rate),
        closed: ({ code, reason }) => reject(new Error(`the provider closed: ${code} ${reason}`)),
      },
    });
  });
}

function noTimes(): Times {
  return { heard: [], answers: [], bargeIns: [], lost: 0 };
}
