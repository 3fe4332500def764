import type { ThinkTime } from "../../proto/live/words.ts";
import type { Brief } from "../ports/interviewer.ts";
import { toldWords } from "../ports/interviewer-told.ts";
import type { SpeechVerdict } from "../ports/speaker.ts";
import type { Transcript } from "../ports/transcripts.ts";
import type { HeardVoice, InterviewerSpeaks, InterviewerTells, InterviewTurn } from "../rooms/interviewers.ts";
import type { Bridge } from "./bridge/bridge.ts";
import type { Subject } from "./brief.ts";
import { Floor } from "./floor.ts";
import type { InterviewerKit } from "./kit.ts";
import type { LineState, SteadyLine, SteadyTells } from "./line/line.ts";
import type { Memory } from "./memory.ts";
import { Mouth } from "./mouth.ts";
import { Pen } from "./pen.ts";
import { Schedule } from "./schedule.ts";
import type { Slice } from "./turns/burst.ts";
import { grant, type Wish } from "./wishes.ts";

export type SittingOptions = {
  readonly kit: InterviewerKit;
  readonly turn: InterviewTurn;
  readonly subject: Subject;
  readonly memory: Memory | null;
  readonly kept: Transcript | null;
  readonly turnsFrom: string | null;
  readonly grindId: string | null;
  readonly thinkTime: ThinkTime;
  readonly localOnly: boolean;
  readonly bridge: Bridge;
  readonly voices: () => readonly HeardVoice[];
  readonly whoSpoke: () => string | null;
  readonly tells: InterviewerTells;
  readonly remembers: (memory: unknown) => void;
};

/** One interview: who has the turn, what is said of it to whom, and how it ends. */
export class Sitting {
  readonly #options: SittingOptions;
  readonly #line: SteadyLine;
  readonly #mouth: Mouth;
  readonly #floor: Floor;
  readonly #pen: Pen;
  readonly #schedule: Schedule;
  #speaks: InterviewerSpeaks | null = null;
  #ready = false;
  /** It is the interviewer's turn. */
  #owes: boolean;
  #asked = false;
  #ends = false;
  #deaf = false;
  #closed = false;

  constructor(options: SittingOptions) {
    const { kit, turn, subject, memory, thinkTime, grindId, localOnly, bridge } = options;
    this.#options = options;
    this.#owes = memory === null;
    this.#pen = new Pen(options);
    this.#mouth = new Mouth({
      ...{ bridge, clock: kit.clock, alarm: kit.alarm },
      onText: (text, fromMs) => this.#pen.own(text, fromMs),
      onSpoken: (cutMs) => this.#spoken(cutMs),
      onFailed: (error) => kit.log.error("an interviewer could not be silenced", { error }),
    });
    this.#floor = new Floor({
      ...{ thinkTime, mouth: this.#mouth },
      line: {
        hear: (pcm) => this.#line.hear(pcm),
        began: (fromMs) => this.#began(fromMs),
        ended: (fromMs, toMs) => this.#ended(fromMs, toMs),
      },
    });
    this.#schedule = new Schedule({
      ...{ alarm: kit.alarm, thinkTime, leftMs: () => this.#leftMs },
      knows: (text) => this.told(text),
      offersTime: () => this.#offersTime(),
      closes: () => this.#closes(),
      over: () => this.#done(),
    });
    this.#line = kit.openLine({
      brief: () => this.#brief(),
      payer: { personId: turn.personId, grindId },
      localOnly,
      tells: this.#tells(),
    });
    if (subject.notice !== null && memory === null) options.tells.notice(subject.notice);
  }

  slice(slice: Slice, pcm: Int16Array): void {
    if (!this.#deaf) this.#floor.slice(slice, pcm);
  }

  verdict(verdict: SpeechVerdict): void {
    this.#floor.verdict(verdict);
  }

  /** What the bridge tells of what can be heard. */
  speaks(on: boolean): void {
    this.#floor.botSpeaks(on);
    if (on) this.#owes = false;
    this.#mouth.speaks(on);
    this.#show();
  }

  typed(voice: HeardVoice, { text }: { readonly text: string }): void {
    this.#pen.typed(voice, text);
    this.#mouth.drop();
    this.#answers(toldWords.typed(voice.name, text));
  }

  takeYourTime(): void {
    this.#floor.takeYourTime();
    this.#schedule.stirs();
    this.told(toldWords.takesTime);
  }

  thinkTime(setting: ThinkTime): void {
    this.#schedule.thinkTime(setting);
    this.#floor.thinkTime(setting);
  }

  localOnly(on: boolean): void {
    this.#line.localOnly(on);
  }

  /** Something that it is to know and need not answer. */
  told(text: string): void {
    this.#line.tell(text, { answers: false });
  }

  /** Resolves when nothing of it is under way. `over`: nothing is added to it any more. */
  async close(over: boolean): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#schedule.close();
    this.#mouth.close();
    const { log } = this.#options.kit;
    const kept = this.#pen.close(over).catch((error: unknown) =>
      log.error("the last of an interview could not be kept", { error })
    );
    await Promise.all([this.#line.close(), kept]);
  }

  #tells(): SteadyTells {
    return {
      state: (state, speaks) => this.#stands(state, speaks),
      notice: (sentence) => this.#options.tells.notice(sentence),
      sound: (pcm, rate) => this.#sound(pcm, rate),
      said: (text, final) => {
        if (text !== "") this.#mouth.text(final ? `${text.trimEnd()} ` : text);
      },
      heard: (text, final) => this.#hears(text, final),
      turnComplete: () => this.#mouth.complete(),
      interrupted: () => void (this.#floor.open || this.#mouth.drop()),
      wants: (wish) => this.#wants(wish),
      cancelled: () => undefined,
    };
  }

  #stands(state: LineState, speaks: InterviewerSpeaks): void {
    this.#speaks = speaks;
    if (state === "live" || state === "fallback") this.#ready = true;
    this.#show();
  }

  #show(): void {
    if (this.#closed || !this.#speaks) return;
    const speaking = this.#floor.speaks;
    const listening = !speaking && !this.#owes;
    this.#line.quiet(this.#ready && listening && !this.#floor.open);
    const state = speaking ? "speaking" : !this.#ready ? "connecting" : this.#owes ? "thinking" : "listening";
    this.#options.tells.state(state, this.#speaks);
  }

  /** It is to speak now. */
  #answers(text: string): void {
    this.#schedule.stirs();
    this.#owes = true;
    this.#line.tell(text, { answers: true });
    this.#show();
  }

  /** Says goodbye, whoever speaks: in half a minute the time is up. */
  #closes(): void {
    this.#floor.drop();
    this.#deaf = true;
    this.#answers(toldWords.close);
  }

  #offersTime(): boolean {
    const mayThink = !this.#owes && !this.#floor.open && !this.#floor.waits;
    if (mayThink) this.#answers(toldWords.silent);
    return mayThink;
  }

  #sound(pcm: Int16Array, rate: 16_000 | 24_000): void {
    if (!this.#asked) this.#asks();
    this.#schedule.stirs();
    this.#mouth.play(pcm, rate);
  }

  #spoken(cutMs: number): void {
    if (this.#closed) return;
    this.#pen.closeOwn();
    this.#line.spoken(cutMs);
    if (cutMs === 0 && !this.#floor.open) {
      this.#owes = false;
      if (this.#ends) return this.#done();
      this.#schedule.waits();
    }
    this.#show();
  }

  #began(fromMs: number): void {
    this.#schedule.stirs();
    this.#owes = false;
    this.#pen.closeTheirs();
    this.#pen.spent("thinking", this.#floor.spokenAtMs > 0 ? fromMs - this.#floor.spokenAtMs : 0);
    this.#line.speechBegan();
    this.#show();
  }

  #ended(fromMs: number, toMs: number): void {
    this.#owes = true;
    this.#pen.spent("candidate", toMs - fromMs);
    this.#line.speechEnded();
    this.#show();
  }

  #hears(text: string, final: boolean): void {
    this.#floor.words(this.#pen.theirs(text, this.#floor.turnFromMs ?? this.#options.kit.clock.now()));
    if (final) this.#pen.closeTheirs();
  }

  #wants(wish: Wish): void {
    const { subject: { task } } = this.#options;
    const { result, progress, observed, ends } = grant(wish, {
      task,
      progress: this.#pen.progress,
      leftMs: this.#leftMs,
    });
    if (progress && this.#pen.moves(progress)) this.#asks();
    if (observed) this.#pen.observed(observed);
    this.#line.answer(wish.id, result);
    if (!ends) return;
    this.#ends = true;
    if (!this.#mouth.busy && !this.#owes) this.#done();
    else this.#schedule.saysGoodbye();
  }

  /** The question that is open from now on. */
  #asks(): void {
    this.#asked = true;
    this.#schedule.asked();
    this.#floor.asked(this.#pen.asks(this.#options.subject));
  }

  #done(): void {
    this.#schedule.close();
    if (!this.#closed) this.#options.tells.done(this.#options.turn.interviewId);
  }

  get #leftMs(): number {
    return Math.max(0, this.#options.turn.endsAtMs - this.#options.kit.clock.now());
  }

  #brief(): Brief {
    const { turn, subject: { task }, turnsFrom } = this.#options;
    const minutes = Math.round((turn.endsAtMs - turn.startedAtMs) / 60_000);
    const soFar = this.#pen.recap;
    return { candidate: turn.name, task, minutes, leftMs: this.#leftMs, prepNotes: null, soFar, turnsFrom };
  }
}
