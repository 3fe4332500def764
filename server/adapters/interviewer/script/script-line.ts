import type { InterviewerLine, InterviewerProvider } from "../../../ports/interviewer.ts";
import { toldWords, typedIn } from "../../../ports/interviewer-told.ts";
import { AnswerLength } from "./answer-length.ts";
import { type Answer, probeAfter } from "./probe.ts";
import { type ScriptKit, type Sentence, Talk } from "./talk.ts";
import { intentOf, sentencesOf } from "./wording.ts";
import { scriptWords as words } from "./words.ts";

type Wish = Parameters<InterviewerProvider["open"]>[0];
/** What comes after what the house answers. */
type Waiting = { readonly id: string; readonly goesOn: (result: Readonly<Record<string, unknown>>) => void };

/** With less left it says goodbye. */
const goodbyeMs = 30_000;
/** A house that does not answer for so long is not waited for. */
const answerMs = 1_500;

/** Leads one interview by the plan of its task. */
export class ScriptLine implements InterviewerLine {
  readonly waitingBytes = 0;
  readonly #kit: ScriptKit;
  readonly #wish: Wish;
  readonly #talk: Talk;
  readonly #length = new AnswerLength();
  readonly #endsAtMs: number;
  readonly #off: () => void;
  #question: number;
  #asked: boolean;
  #probes = 0;
  #said = "";
  #introduced: boolean;
  #leaving = false;
  #waiting: Waiting | null = null;
  #count = 0;
  #picked = 0;
  #late = (): void => undefined;
  #closed = false;

  constructor(kit: ScriptKit, wish: Wish) {
    this.#kit = kit;
    this.#wish = wish;
    const { brief, opening } = wish;
    this.#endsAtMs = kit.clock.now() + brief.leftMs;
    this.#question = brief.soFar?.question ?? 0;
    this.#asked = opening !== "greets";
    this.#introduced = !wish.standsIn;
    this.#picked = brief.candidate.length + brief.task.title.length;
    this.#talk = new Talk(kit, {
      said: (text, final) => this.#closed || wish.tells.said(text, final),
      sound: (pcm, rate) => this.#closed || wish.tells.sound(pcm, rate),
      turnComplete: () => this.#closed || wish.tells.turnComplete(),
    });
    this.#off = kit.alarm(0, () => this.#open());
  }

  hear(pcm: Int16Array): void {
    this.#length.hear(pcm);
  }

  speechBegan(): void {
    if (this.#closed) return;
    this.#length.begin();
    this.#talk.stop();
  }

  speechEnded(): void {
    if (this.#closed) return;
    this.#answered({ ms: this.#length.ms, text: null });
  }

  tell(text: string, { answers }: { readonly answers: boolean }): void {
    if (this.#closed || !answers) return;
    const typed = typedIn(text);
    if (typed !== null) this.#answered({ ms: 0, text: typed.text }, typed.own);
    else if (text === toldWords.close) this.#goodbye(words.timeIsUp(this.#name));
    else if (text === toldWords.silent) this.#say([this.#pick(words.there)]);
    else this.#ask([]);
  }

  answer(id: string, result: Readonly<Record<string, unknown>>): void {
    const waiting = this.#waiting;
    if (this.#closed || waiting?.id !== id) return;
    this.#waiting = null;
    this.#late();
    waiting.goesOn(result);
  }

  close(): void {
    this.#closed = true;
    this.#off();
    this.#late();
    this.#talk.stop();
  }

  get #name(): string {
    return this.#wish.brief.candidate;
  }

  get #plan() {
    return this.#wish.brief.task.plan;
  }

  #open(): void {
    if (this.#closed) return;
    const { opening, tells, brief: { turnsFrom, task, minutes } } = this.#wish;
    tells.ready();
    if (opening === "waits") return;
    if (opening === "goes-on") return this.#goOn();
    const hello = turnsFrom === null ? words.greets(this.#name) : words.turns(turnsFrom, this.#name);
    const about = [words.about(task.title, minutes), ...turnsFrom === null ? [words.rules] : []];
    this.#ask([this.#pick(hello), ...about, this.#pick(words.begins)]);
  }

  /** It is its turn, in the middle: what they said last is answered. */
  #goOn(): void {
    const last = this.#wish.brief.soFar?.said.at(-1);
    if (last?.by === "interviewer" || !last) return this.#ask([this.#pick(words.goesOn)]);
    this.#answered({ ms: 0, text: last.text });
  }

  /** `own` false: said by somebody beside the candidate, who can end, skip and ask for nothing here. */
  #answered(answer: Answer, own = true): void {
    if (this.#leaving) return this.#goodbye(this.#pick(words.goodbye(this.#name)));
    if (this.#endsAtMs - this.#kit.clock.now() < goodbyeMs) return this.#goodbye(words.timeIsUp(this.#name));
    const intent = answer.text === null || !own ? "answer" : intentOf(answer.text);
    if (intent === "stop") return this.#goodbye(words.stops(this.#name));
    if (intent === "hint") return this.#want("give_hint", (result) => this.#hint(result));
    if (intent === "again" || !this.#asked) return this.#ask([this.#pick(words.again)]);
    if (intent === "skip") return this.#next();
    this.#said += ` ${answer.text ?? ""}`;
    if (!this.#probe(answer)) this.#next();
  }

  /** Asks about an answer; false: there is nothing more to ask. */
  #probe(answer: Answer): boolean {
    const { probes = [] } = this.#plan[this.#question] ?? {};
    const found = probeAfter(answer, { probes, asked: this.#probes, said: this.#said });
    if (!found) return false;
    const { probe, thin } = found;
    const onHeard = (): void => {
      this.#probes++;
      this.#said += ` ${probe}`;
    };
    this.#say([this.#pick(thin ? words.thin : words.more)], [{ text: probe, onHeard }]);
    return true;
  }

  #next(): void {
    this.#want("next_question", ({ number, done }) => {
      if (done === true || typeof number !== "number") return this.#goodbye(this.#pick(words.goodbye(this.#name)));
      this.#question = number - 1;
      this.#probes = 0;
      this.#said = "";
      this.#asked = false;
      const last = this.#question === this.#plan.length - 1;
      this.#ask([this.#pick(words.thanks), last ? words.last : this.#pick(words.next)]);
    });
  }

  #hint({ hint }: Readonly<Record<string, unknown>>): void {
    this.#say(typeof hint === "string" ? [this.#pick(words.hint), hint] : [words.noHint]);
  }

  #ask(before: readonly string[]): void {
    const { ask = words.noProbe } = this.#plan[this.#question] ?? {};
    this.#say(before, [{ text: ask, onHeard: () => void (this.#asked = true) }]);
  }

  #goodbye(sentence: string): void {
    if (this.#leaving && this.#talk.busy) return;
    this.#leaving = true;
    this.#say([sentence], [], () => this.#want("end_interview", () => undefined));
  }

  #say(texts: readonly string[], more: readonly Sentence[] = [], then: () => void = () => undefined): void {
    const standsIn = this.#introduced ? [] : [words.standsIn];
    this.#introduced = true;
    const plain = [...standsIn, ...texts].flatMap(sentencesOf).map((text) => ({ text }));
    this.#talk.say([...plain, ...more]).then((whole) => whole && !this.#closed && then(), (error: unknown) => {
      this.#kit.log.error("the local interviewer broke off", { error });
      this.#wish.tells.closed({ code: 1011, reason: "the local interviewer broke off", hopeless: false });
    });
  }

  /** Asks the house, and goes on by itself where that does not answer. */
  #want(name: string, goesOn: Waiting["goesOn"]): void {
    const id = `script-${++this.#count}`;
    this.#waiting = { id, goesOn };
    this.#late();
    this.#late = this.#kit.alarm(answerMs, () => this.answer(id, this.#guess(name)));
    this.#wish.tells.wants({ id, name, args: {} });
  }

  #guess(name: string): Readonly<Record<string, unknown>> {
    const number = this.#question + 2;
    return name === "next_question" && number <= this.#plan.length ? { number } : { done: true };
  }

  #pick<T>(all: readonly T[]): T {
    return all[this.#picked++ % all.length] as T;
  }
}
