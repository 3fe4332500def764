import { atTheStart, type Progress } from "../domain/plan.ts";
import { Soon } from "../kit/soon.ts";
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
import { Bells } from "./line/bells.ts";
import type { LineState, SteadyLine } from "./line/line.ts";
import { type Memory, memoryOf } from "./memory.ts";
import { Minutes } from "./minutes.ts";
import { Mouth } from "./mouth.ts";
import { ended, grown, type Utterance } from "./utterance.ts";
import type { Slice } from "./turns/burst.ts";
import { grant, type Wish } from "./wishes.ts";
import { shownWords } from "./words.ts";

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

const keepAfterMs = 3_000;
/** How long goodbye may take once it wants to end. */
const goodbyeMs = 15_000;
const silentMs: Readonly<Record<ThinkTime, number>> = { brisk: 20_000, normal: 35_000, patient: 60_000 };
const closeMs = 25_000;

/** One interview: who has the turn, what is said, what is kept, and how it ends. */
export class Sitting {
  readonly #options: SittingOptions;
  readonly #line: SteadyLine;
  readonly #mouth: Mouth;
  readonly #floor: Floor;
  readonly #minutes: Minutes;
  readonly #bells: Bells<"silent" | "time" | "close" | "goodbye">;
  readonly #keep: Soon;
  #progress: Progress;
  #said: Memory["said"];
  #speaks: InterviewerSpeaks | null = null;
  #ready = false;
  /** It is the interviewer's turn. */
  #owes = true;
  #ends = false;
  #offered = false;
  #thinkTime: ThinkTime;
  #own: Utterance | null = null;
  #theirs: Utterance | null = null;
  #closed = false;

  constructor(options: SittingOptions) {
    const { kit, turn, memory, kept, thinkTime, grindId, localOnly, bridge } = options;
    this.#options = options;
    this.#thinkTime = thinkTime;
    this.#progress = memory?.progress ?? atTheStart;
    this.#said = memory?.said ?? [];
    this.#owes = this.#said.length === 0;
    this.#minutes = new Minutes(turn.startedAtMs, kept);
    this.#bells = new Bells(kit.alarm);
    this.#keep = new Soon({
      afterMs: keepAfterMs,
      work: () => this.#write(false),
      report: (error) => kit.log.error("what was said could not be kept", { error }),
    });
    this.#mouth = new Mouth({
      ...{ bridge, clock: kit.clock, alarm: kit.alarm },
      onText: (text, fromMs) => this.#reads(text, fromMs),
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
    this.#line = kit.openLine({
      brief: () => this.#brief(),
      payer: { personId: turn.personId, grindId },
      localOnly,
      tells: {
        state: (state, speaks) => this.#stands(state, speaks),
        notice: (sentence) => options.tells.notice(sentence),
        sound: (pcm, rate) => this.#sound(pcm, rate),
        said: (text, final) => this.#says(text, final),
        heard: (text, final) => this.#hears(text, final),
        turnComplete: () => this.#mouth.complete(),
        interrupted: () => this.#floor.open || this.#mouth.drop(),
        wants: (wish) => this.#wants(wish),
        cancelled: () => undefined,
      },
    });
    this.#watchTime();
    if (options.subject.notice !== null && memory === null) options.tells.notice(options.subject.notice);
  }

  slice(slice: Slice, pcm: Int16Array): void {
    this.#floor.slice(slice, pcm);
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
    const { clock } = this.#options.kit;
    this.#note(voice, text, true, clock.now(), clock.now());
    this.#mouth.drop();
    this.#bells.off("silent");
    this.#owes = true;
    this.#line.tell(toldWords.typed(voice.name, text), { answers: true });
    this.#show();
  }

  takeYourTime(): void {
    this.#floor.takeYourTime();
    this.#bells.off("silent");
    this.#line.tell(toldWords.takesTime, { answers: false });
  }

  thinkTime(setting: ThinkTime): void {
    this.#thinkTime = setting;
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
    this.#bells.close();
    this.#closeOwn();
    this.#closeTheirs();
    if (over) this.#minutes.closeQuestion(this.#options.kit.clock.now());
    this.#mouth.drop();
    this.#mouth.close();
    this.#keep.forget();
    const { log } = this.#options.kit;
    const report = (error: unknown): void => log.error("the last of an interview could not be kept", { error });
    await Promise.all([this.#line.close(), this.#write(over).catch(report)]);
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

  #sound(pcm: Int16Array, rate: 16_000 | 24_000): void {
    if (this.#minutes.transcript.questions.length === 0) this.#asks();
    this.#bells.off("silent");
    this.#mouth.play(pcm, rate);
  }

  #says(text: string, final: boolean): void {
    if (text !== "") this.#mouth.text(final ? `${text.trimEnd()} ` : text);
  }

  /** Text of its own is due on screen. */
  #reads(text: string, fromMs: number): void {
    const { kit: { ids }, tells } = this.#options;
    this.#own = grown(this.#own ?? { id: ids.next(), personId: null, fromMs, text: "" }, text, tells);
  }

  #spoken(cutMs: number): void {
    this.#closeOwn();
    if (this.#closed) return;
    this.#line.spoken(cutMs);
    if (cutMs === 0 && !this.#floor.open) {
      this.#owes = false;
      if (this.#ends) return this.#done();
      this.#waitForThem();
    }
    this.#show();
  }

  #closeOwn(): void {
    const own = this.#own;
    this.#own = null;
    if (!own) return;
    const { kit: { clock }, tells } = this.#options;
    ended(own, tells);
    const { text, fromMs } = own;
    const line = {
      by: "interviewer",
      personId: null,
      name: shownWords.interviewer,
      text: text.trim(),
      exact: true,
    } as const;
    this.#minutes.said(line, fromMs, clock.now());
    this.#minutes.spent("interviewer", clock.now() - fromMs);
    this.#recap({ by: "interviewer", name: shownWords.interviewer, text: text.trim() });
  }

  #began(fromMs: number): void {
    this.#bells.off("silent");
    this.#owes = false;
    this.#closeTheirs();
    this.#minutes.spent("thinking", Math.max(0, fromMs - this.#floor.spokenAtMs));
    this.#line.speechBegan();
    this.#show();
  }

  #ended(fromMs: number, toMs: number): void {
    this.#owes = true;
    this.#minutes.spent("candidate", toMs - fromMs);
    this.#line.speechEnded();
    this.#keep.ask();
    this.#show();
  }

  #hears(text: string, final: boolean): void {
    const { kit: { ids, clock }, tells, turn, whoSpoke } = this.#options;
    const theirs = this.#theirs ??
      {
        id: ids.next(),
        personId: whoSpoke() ?? turn.personId,
        fromMs: this.#floor.turnFromMs ?? clock.now(),
        text: "",
      };
    this.#theirs = grown(theirs, text, tells);
    this.#floor.words(this.#theirs.text);
    if (final) this.#closeTheirs();
  }

  #closeTheirs(): void {
    const theirs = this.#theirs;
    this.#theirs = null;
    if (!theirs || theirs.text.trim() === "") return;
    const { kit: { clock }, tells, turn, voices } = this.#options;
    ended(theirs, tells);
    const voice = voices().find((it) => it.personId === theirs.personId) ??
      { personId: turn.personId, name: turn.name, part: "seat", stream: null };
    this.#note(voice, theirs.text.trim(), false, theirs.fromMs, clock.now());
  }

  #note({ personId, name, part }: HeardVoice, text: string, exact: boolean, fromMs: number, toMs: number): void {
    const by = part === "seat" ? "candidate" : "speaker";
    this.#minutes.said({ by, personId, name, text, exact }, fromMs, toMs);
    this.#recap({ by, name, text });
  }

  #recap(line: Memory["said"][number]): void {
    const { turn, remembers } = this.#options;
    if (line.text === "") return;
    this.#said = [...this.#said, line].slice(-60);
    remembers(memoryOf(turn.interviewId, this.#progress, this.#said));
    if (!this.#closed) this.#keep.ask();
  }

  #wants(wish: Wish): void {
    const { subject: { task }, kit: { clock } } = this.#options;
    const { result, progress, observed, ends } = grant(wish, { task, progress: this.#progress, leftMs: this.#leftMs });
    if (progress) {
      const moved = progress.question !== this.#progress.question;
      this.#progress = progress;
      if (moved) this.#asks();
    }
    if (observed) this.#minutes.observed(observed, clock.now());
    this.#keep.ask();
    this.#line.answer(wish.id, result);
    if (ends) this.#goodbye();
  }

  /** The question that is open now. */
  #asks(): void {
    const { subject: { task }, kit: { clock }, tells, turn, remembers } = this.#options;
    const { question: index } = this.#progress;
    const ask = task.plan[index]?.ask ?? "";
    this.#offered = false;
    this.#floor.asked(ask);
    this.#minutes.asked(index, ask, clock.now());
    tells.note({ kind: "question", index, ask });
    remembers(memoryOf(turn.interviewId, this.#progress, this.#said));
  }

  #goodbye(): void {
    this.#ends = true;
    if (!this.#mouth.busy && !this.#owes) this.#done();
    else this.#bells.set("goodbye", goodbyeMs, () => this.#done());
  }

  #done(): void {
    this.#bells.close();
    this.#options.tells.done(this.#options.turn.interviewId);
  }

  /** They may think; once for each question they are told that there is time. */
  #waitForThem(): void {
    if (this.#offered || this.#floor.waits) return;
    this.#bells.set("silent", silentMs[this.#thinkTime], () => {
      if (this.#owes || this.#floor.open || this.#floor.waits) return;
      this.#offered = true;
      this.#owes = true;
      this.#line.tell(toldWords.silent, { answers: true });
      this.#show();
    });
  }

  #watchTime(): void {
    const next = [5, 1].find((it) => it * 60_000 < this.#leftMs - 60_000);
    if (next !== undefined) {
      this.#bells.set("time", this.#leftMs - next * 60_000, () => {
        this.told(toldWords.minutes(next));
        this.#watchTime();
      });
    }
    this.#bells.set("close", this.#leftMs - closeMs, () => {
      this.#floor.drop();
      this.#owes = true;
      this.#line.tell(toldWords.close, { answers: true });
      this.#show();
    });
  }

  get #leftMs(): number {
    return Math.max(0, this.#options.turn.endsAtMs - this.#options.kit.clock.now());
  }

  #brief(): Brief {
    const { turn, subject: { task }, turnsFrom } = this.#options;
    const begun = this.#said.length > 0;
    return {
      candidate: turn.name,
      task,
      minutes: Math.round((turn.endsAtMs - turn.startedAtMs) / 60_000),
      leftMs: this.#leftMs,
      prepNotes: null,
      soFar: begun ? { said: this.#said, question: this.#progress.question } : null,
      turnsFrom,
    };
  }

  async #write(last: boolean): Promise<void> {
    const { kit: { transcripts, clock }, turn } = this.#options;
    await transcripts.keep(turn.interviewId, this.#minutes.transcript, { now: new Date(clock.now()), last });
  }
}
