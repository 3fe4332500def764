import type { ThinkTime } from "../../proto/live/words.ts";
import { toldWords } from "../ports/interviewer-told.ts";
import type { SpeechVerdict } from "../ports/speaker.ts";
import type { HeardVoice } from "../rooms/interviewers.ts";
import { Floor } from "./floor.ts";
import type { Span } from "./heard-words.ts";
import type { SteadyLine, SteadyTells } from "./line/line.ts";
import { Mouth } from "./mouth.ts";
import { Pen } from "./pen.ts";
import { Questions } from "./questions.ts";
import { Schedule } from "./schedule.ts";
import { briefOf, leftMsOf, type SittingOptions } from "./sitting-options.ts";
import { Standing } from "./standing.ts";
import type { Slice } from "./turns/burst.ts";

/** One interview: who has the turn, what is said of it to whom, and how it ends. */
export class Sitting {
  readonly #options: SittingOptions;
  readonly #line: SteadyLine;
  readonly #mouth: Mouth;
  readonly #floor: Floor;
  readonly #pen: Pen;
  readonly #schedule: Schedule;
  readonly #standing: Standing;
  readonly #questions: Questions;
  /** When somebody was last heard to have the turn, by the clock of the slices. */
  #heardAtMs = 0;
  #ends = false;
  /** It says goodbye, whatever is said meanwhile. */
  #deaf = false;
  #lastSaid = "";
  #closed = false;

  constructor(options: SittingOptions) {
    const { kit, turn, subject, thinkTime, grindId, localOnly, memory, bridge, tells } = options;
    this.#options = options;
    this.#pen = new Pen(options);
    const staysHere = localOnly || (memory?.staysHere ?? false);
    if (staysHere) this.#pen.staysHere();
    const fresh = this.#pen.recap === null;
    this.#standing = new Standing({ tells, owes: fresh, quiet: (on) => this.#line.quiet(on) });
    this.#mouth = new Mouth({
      ...{ bridge, clock: kit.clock, alarm: kit.alarm },
      onText: (text, fromMs) => this.#pen.own(text, fromMs),
      onCut: () => this.#pen.closeOwn(),
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
      ...{ alarm: kit.alarm, thinkTime, leftMs: () => leftMsOf(options) },
      knows: (text) => this.told(text),
      offersTime: () => this.#offersTime(),
      hushed: () => this.#floor.drop(),
      closes: () => this.#closes(),
      over: () => this.#done(),
    });
    this.#questions = new Questions({
      ...options,
      fresh,
      pen: this.#pen,
      floor: this.#floor,
      schedule: this.#schedule,
    });
    this.#line = kit.openLine({
      brief: () => briefOf(options, this.#pen.recap),
      payer: { personId: turn.personId, grindId },
      localOnly: staysHere,
      tells: this.#tells(),
    });
    if (!fresh) this.#schedule.waits();
    else if (subject.notice !== null) tells.notice(subject.notice);
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
    this.#standing.set({ speaking: on, ...on && { owes: false } });
    this.#mouth.speaks(on);
  }

  typed(voice: HeardVoice, { text }: { readonly text: string }): void {
    this.#pen.typed(voice, text);
    if (this.#deaf || this.#ends) return;
    this.#mouth.drop();
    this.#answers((voice.part === "seat" ? toldWords.typed : toldWords.typedBeside)(voice.name, text));
  }

  /** Whether anybody's sound comes at all. */
  sound(on: boolean): void {
    this.#schedule.sound(on);
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

  /** Once nothing may go outside, nothing of this interview goes there any more: what was said meanwhile would be in it. */
  staysHere(): void {
    this.#pen.staysHere();
    this.#line.localOnly(true);
  }

  /** Something that it is to know and need not answer. */
  told(text: string): void {
    this.#line.tell(text, { answers: false });
  }

  /** Somebody is not to be heard any more: what they said and was not passed on is not passed on. */
  forgets(): void {
    this.#floor.forgets();
  }

  /** Resolves when nothing of it is under way. `over`: nothing is added to it any more. */
  async close(over: boolean): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#schedule.close();
    this.#standing.close();
    this.#mouth.close();
    const { log } = this.#options.kit;
    const kept = this.#pen.close(over).catch((error: unknown) =>
      log.error("the last of an interview could not be kept", { error })
    );
    await Promise.all([this.#line.close(), kept]);
  }

  #tells(): SteadyTells {
    return {
      state: (state, speaks) => this.#standing.leads(state, speaks),
      notice: (sentence) => this.#options.tells.notice(sentence),
      sound: (pcm, rate) => this.#sound(pcm, rate),
      said: (text, final) => this.#says(text, final),
      heard: (text, final) => this.#hears(text, final),
      heardAgain: (turns) => this.#pen.heard.again(turns),
      turnComplete: () => this.#mouth.complete(),
      interrupted: () => void (this.#floor.open || this.#mouth.drop()),
      wants: (wish) => {
        const { result, ends } = this.#questions.wants(wish);
        this.#line.answer(wish.id, result);
        if (ends) this.#closesAfterGoodbye();
      },
      cancelled: () => undefined,
    };
  }

  /** It is to speak now. */
  #answers(text: string): void {
    this.#schedule.stirs();
    this.#standing.set({ owes: true });
    this.#line.tell(text, { answers: true });
  }

  /** Says goodbye, whoever speaks: in half a minute the time is up. */
  #closes(): void {
    if (this.#ends) return;
    this.#floor.drop();
    this.#deaf = true;
    this.#answers(toldWords.close);
  }

  #offersTime(): boolean {
    const mayThink = !this.#standing.owes && !this.#floor.open && !this.#floor.waits;
    if (mayThink) this.#answers(toldWords.silent);
    return mayThink;
  }

  /** An utterance that ends in the middle is shown to, whoever goes on. */
  #says(text: string, final: boolean): void {
    const whole = text !== "" || /[.!?…]\s*$|^$/.test(this.#lastSaid);
    this.#lastSaid = final ? "" : text || this.#lastSaid;
    if (!whole && final) this.#mouth.text("… ");
    else if (text !== "") this.#mouth.text(final ? `${text.trimEnd()} ` : text);
  }

  #sound(pcm: Int16Array, rate: 16_000 | 24_000): void {
    this.#questions.begin();
    this.#pen.heard.answered();
    this.#schedule.stirs();
    this.#mouth.play(pcm, rate);
  }

  #spoken(cutMs: number): void {
    if (this.#closed) return;
    // What was cut off is closed already, and something else may be said by now.
    if (cutMs === 0) this.#pen.closeOwn();
    this.#line.spoken(cutMs);
    if (cutMs === 0 && !this.#floor.open) {
      this.#standing.set({ owes: false });
      if (this.#ends) return this.#done();
      this.#schedule.waits();
    }
  }

  #began(fromMs: number): void {
    this.#schedule.stirs();
    this.#pen.heard.began(fromMs);
    const silentFromMs = Math.max(this.#floor.spokenAtMs, this.#heardAtMs);
    this.#pen.spent("thinking", silentFromMs > 0 ? fromMs - silentFromMs : 0);
    this.#line.speechBegan();
    this.#standing.set({ owes: false, heard: true });
  }

  #ended(fromMs: number, toMs: number): void {
    this.#heardAtMs = toMs;
    this.#pen.heard.ended(toMs);
    this.#pen.spent("candidate", toMs - fromMs);
    this.#tellWhoSpoke({ fromMs, toMs });
    this.#line.speechEnded();
    this.#standing.set({ owes: true, heard: false });
  }

  /** It is for the one who is interviewed, unless somebody says otherwise. */
  #tellWhoSpoke(span: Span): void {
    const { whoSpoke, turn } = this.#options;
    const speakers = whoSpoke(span);
    if (speakers.every((it) => it.personId === turn.personId)) return;
    this.told(toldWords.spoke(speakers.map((it) => it.name), speakers.some((it) => it.personId === turn.personId)));
  }

  #hears(text: string, final: boolean): void {
    if (text !== "") this.#floor.words(this.#pen.heard.add(text));
    if (final) this.#pen.heard.close();
  }

  #closesAfterGoodbye(): void {
    this.#ends = true;
    if (!this.#mouth.busy && !this.#standing.owes) this.#done();
    else this.#schedule.saysGoodbye();
  }

  #done(): void {
    this.#schedule.close();
    if (!this.#closed) this.#options.tells.done(this.#options.turn.interviewId);
  }
}
