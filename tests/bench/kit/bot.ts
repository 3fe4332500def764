import type { types } from "mediasoup";
import { geminiInterviewer } from "../../../server/adapters/interviewer/gemini/gemini.ts";
import { scriptInterviewer } from "../../../server/adapters/interviewer/script/script.ts";
import type { Booth } from "../../../server/adapters/speaker/booth.ts";
import type { BridgeTells, Frame } from "../../../server/interviewer/bridge/bridge.ts";
import type { Sound } from "../../../server/interviewer/bridge/sound.ts";
import { makeInterviewers } from "../../../server/interviewer/conductor.ts";
import { Desk } from "../../../server/interviewer/desk.ts";
import type { InterviewerKit } from "../../../server/interviewer/kit.ts";
import { steadyLines } from "../../../server/interviewer/line/steady-line.ts";
import { systemAlarm } from "../../../server/kit/alarm.ts";
import { systemClock } from "../../../server/kit/clock.ts";
import { uuidv7 } from "../../../server/kit/ids.ts";
import { silentLog } from "../../../server/kit/log.ts";
import type { RoomInterviewer } from "../../../server/rooms/interviewers.ts";
import { DirectListener, DirectVoice, type Received } from "../../kit/direct-voice.ts";
import { openPurse } from "../../server/interviewer/line/a-line.ts";
import { type BotTimes, botVoice, machineMs } from "./bots.ts";
import type { Phrase } from "./phrase.ts";

/** What all bots of a process share. */
export type Stage = { readonly sound: Sound; readonly booth: Booth; readonly phrase: Phrase; readonly url: string };
type Wait = (ms: number) => Promise<void>;
type Times = {
  heard: (number | null)[];
  answers: number[];
  bargeIns: number[];
  onsets: number[];
  deaf: number;
  lost: number;
};

/** A packet of the voice; smaller ones are silence. */
const audibleBytes = 30;
/** How much of the last packet is heard when it fades. */
const fadeMs = 8;
const answersWithinMs = 15_000;
const person = { personId: "ann", name: "Ann" };
const ignore = () => undefined;
const system = { clock: systemClock, alarm: systemAlarm, log: silentLog };
const parts: Omit<InterviewerKit, "openBridge" | "openLine" | "judge"> = {
  ...{ ...system, desk: new Desk(), ids: uuidv7(systemClock) },
  tasks: { seen: () => Promise.resolve(null) },
  transcripts: { find: () => Promise.resolve(null), keep: () => Promise.resolve(true) },
};

/** One interview as a room leads it, with somebody who speaks to it, and the times of what happens in it. */
export class Bot {
  readonly #phrase: Phrase;
  readonly #interviewer: RoomInterviewer;
  readonly #sentMs: number[] = [];
  #voice: DirectVoice | undefined;
  #listener: DirectListener | undefined;
  /** The frame that is passed on just now. */
  #now: { readonly pcm: Int16Array; readonly sentMs: number | null } | undefined;
  /** What is still to be said of the phrase; undefined: nothing. */
  #says: { at: number; fromMs: number } | undefined;
  #flushedMs: number | undefined;
  #turns = 0;
  #times: Times = noTimes();

  private constructor({ sound, booth, phrase, url }: Stage, number: number) {
    this.#phrase = phrase;
    const gemini = geminiInterviewer({
      ...{ apiKey: "fake-key", model: "gemini-3.8-live", voice: botVoice(number), baseUrl: url, log: silentLog },
    });
    const local = scriptInterviewer({ speaker: booth.speaker, ...system });
    const openLine = steadyLines({ ...system, providers: [gemini, local], purse: openPurse, chance: Math.random });
    const interviewers = makeInterviewers({
      ...{ ...parts, judge: booth.judge },
      openBridge: (tells) => this.#watched(sound, tells),
      openLine: (options) => this.#noted(openLine(options)),
    });
    this.#interviewer = interviewers.open({
      ...{ sessionId: String(number), grindId: null, thinkTime: "normal", localOnly: false, memory: null },
      tells: { state: ignore, caption: ignore, note: ignore, notice: ignore, done: ignore },
      remembers: ignore,
    });
  }

  /** Resolves when it begins to greet. */
  static async open(stage: Stage, { router, number }: { readonly router: types.Router; readonly number: number }) {
    const bot = new Bot(stage, number);
    const producer = await bot.#interviewer.place(router);
    const listener = bot.#listener = await DirectListener.open(router, producer.id);
    const voice = bot.#voice = await DirectVoice.open(router, [...stage.phrase.silence]);
    voice.way = ({ payload }) => bot.#next(payload);
    await bot.#interviewer.hears([{ ...voice.as(person.personId), ...person }]);
    const startedAtMs = systemClock.now();
    const endsAtMs = startedAtMs + 24 * 3_600_000;
    bot.#interviewer.turnsTo({ ...person, interviewId: String(number), taskId: null, startedAtMs, endsAtMs });
    while (audible(listener.packets).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    return bot;
  }

  /** What was measured since the last time. */
  times(): BotTimes {
    const times = this.#times;
    this.#times = noTimes();
    return times;
  }

  /** Says something, into the interviewer's words where there are some, and is answered. */
  async turn(wait: Wait): Promise<void> {
    const packets = this.#listener?.packets ?? [];
    const interrupts = (audible(packets).at(-1)?.atMs ?? 0) > performance.now() - 100;
    this.#flushedMs = undefined;
    const says = this.#says = { at: 0, fromMs: Number.NaN };
    while (this.#says) await wait(20);
    if (interrupts) this.#interrupted(says.fromMs, audible(packets));
    packets.length = 0;
    await this.#answer(packets, wait);
    // Now and then it may finish: what is exchanged waits for such a moment.
    if (this.#turns++ % 10 < 9) await wait(1_000 + Math.random() * 20);
    else while ((audible(packets).at(-1)?.atMs ?? 0) > performance.now() - 1_000) await wait(20);
  }

  async close(): Promise<void> {
    this.#voice?.close();
    await this.#interviewer.close();
  }

  async #answer(packets: readonly Received[], wait: Wait): Promise<void> {
    const endMs = performance.now() + answersWithinMs;
    while (audible(packets).length === 0) {
      if (performance.now() > endMs) throw new Error("what somebody said was not answered");
      await wait(20);
    }
    const [first] = audible(packets);
    if (first) this.#times.answers.push(performance.timeOrigin + first.atMs);
  }

  #interrupted(onsetMs: number, packets: readonly Received[]): void {
    const stoppedMs = silentMs(packets);
    if (this.#flushedMs === undefined || stoppedMs > performance.now()) this.#times.deaf++;
    else {
      this.#times.bargeIns.push(stoppedMs - this.#flushedMs);
      this.#times.onsets.push(stoppedMs - onsetMs);
    }
  }

  /** The packet that is sent now. */
  #next(silence: Uint8Array): Uint8Array {
    this.#sentMs.push(machineMs());
    const says = this.#says;
    if (!says) return silence;
    if (says.at === 0) says.fromMs = performance.now();
    const packet = this.#phrase.said[says.at++];
    if (!packet) this.#says = undefined;
    return packet ?? silence;
  }

  #watched(sound: Sound, { frame, speaking }: BridgeTells) {
    const bridge = sound.openBridge({ speaking, frame: (it) => this.#heard(it, frame) });
    const flush = bridge.flush.bind(bridge);
    bridge.flush = () => {
      this.#flushedMs ??= performance.now();
      return flush();
    };
    return bridge;
  }

  #heard(frame: Frame, pass: BridgeTells["frame"]): void {
    if (frame.lost) this.#times.lost++;
    this.#now = { pcm: frame.pcm, sentMs: frame.lost ? null : this.#sentMs.shift() ?? null };
    pass(frame);
    this.#now = undefined;
  }

  /** What waited for somebody to be believed is no measure of the way. */
  #noted(line: ReturnType<InterviewerKit["openLine"]>) {
    const hear = line.hear.bind(line);
    line.hear = (pcm) => {
      this.#times.heard.push(this.#now?.pcm === pcm ? this.#now.sentMs : null);
      hear(pcm);
    };
    return line;
  }
}

function audible(packets: readonly Received[]): Received[] {
  return packets.filter((it) => it.payload.length > audibleBytes);
}

/** When somebody hears the last of it who plays each packet as soon as its turn comes, and nothing sooner. */
function silentMs(packets: readonly Received[]): number {
  const [first, last] = [packets[0], packets.at(-1)];
  return first && last ? first.atMs + (last.timestamp - first.timestamp) / 48 + fadeMs : Number.NaN;
}

function noTimes(): Times {
  return { heard: [], answers: [], bargeIns: [], onsets: [], deaf: 0, lost: 0 };
}
