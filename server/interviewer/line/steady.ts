import type { InterviewerProvider } from "../../ports/interviewer.ts";
import type { InterviewerSpeaks } from "../../rooms/interviewers.ts";
import { found } from "../../kit/errors.ts";
import { unreachable } from "../../kit/unreachable.ts";
import { Bells } from "./bells.ts";
import { Exchange, type Given } from "./exchange.ts";
import type { OpenSteadyLine, SteadyLine } from "./line.ts";
import { Lines } from "./lines.ts";
import { type Act, idle, type LineEvent, type Stand, step } from "./machine.ts";
import { Silence } from "./silence.ts";
import type { SteadyKit } from "./steady-kit.ts";
import type { Trial } from "./watch.ts";
import { lineWords, mindWords } from "./words.ts";

type Options = Parameters<OpenSteadyLine>[0];

/** So much of what was not answered is kept for the next line: 32 kB a second. Higher forgets less of a long answer. */
const keptMs = 120_000;
/** The longest that a change of provider waits for a quiet moment. */
const changeMs = 30_000;
/** How long it rests after failures: twice as long each time, up to the longest, less a part by chance. */
const restMs = { first: 2_000, longest: 60_000 };
/** One who stands in and fails at once is not asked more often than this. */
const standInMs = 1_000;
/** What is lost within so long is told in one sentence. */
const lostMs = 1_000;

/** The machine of `machine.ts` with lines, alarms and words around it. */
export class Steady implements SteadyLine {
  readonly #kit: SteadyKit;
  readonly #options: Options;
  readonly #bells: Bells<"silence" | "rest" | "end" | "pump" | "change" | "stand-in" | "lost">;
  readonly #exchange = new Exchange(keptMs);
  readonly #silence: Silence;
  readonly #lines: Lines;
  readonly #inbox: (() => void)[] = [];
  #stand: Stand;
  #localOnly: boolean;
  #spent = false;
  #wanted: InterviewerProvider;
  #standInAtMs = -Infinity;
  #endAtMs = Infinity;
  #shown = "";
  #lostSamples = 0;
  #busy = false;
  #closed = false;

  constructor(kit: SteadyKit, options: Options) {
    this.#kit = kit;
    this.#options = options;
    this.#localOnly = options.localOnly;
    this.#wanted = this.#pick();
    this.#stand = { ...idle, standIn: this.#wanted !== this.#local };
    const bells = this.#bells = new Bells(kit.alarm);
    const silence = this.#silence = new Silence({
      ...{ clock: kit.clock, patience: kit.patience, bells },
      onTrial: (it) => this.#enter(() => this.#try(it)),
    });
    this.#lines = new Lines({
      ...{
        ...options,
        kit,
        bells,
        silence,
        exchange: this.#exchange,
        tells: quietAfter(options.tells, () => this.#closed),
      },
      enter: (work) => this.#enter(work),
      happened: (event) => this.#enter(() => this.#step(event)),
      spent: (sentence) => this.#nothingLeft(sentence),
      lost: (samples) => this.#lost(samples),
    });
    this.#enter(() => {
      silence.owes();
      this.#step({ kind: "open" });
    });
  }

  hear(pcm: Int16Array): void {
    this.#give({ kind: "sound", pcm });
  }

  speechBegan(): void {
    this.#enter(() => this.#silence.hushed());
    this.#give({ kind: "began" });
  }

  speechEnded(): void {
    this.#enter(() => this.#silence.owes());
    this.#give({ kind: "ended" });
  }

  tell(text: string, { answers }: { readonly answers: boolean }): void {
    if (answers) this.#enter(() => this.#silence.owes());
    this.#give({ kind: "told", text, answers });
  }

  answer(id: string, result: Readonly<Record<string, unknown>>): void {
    this.#enter(() => this.#lines.answer(id, result));
  }

  quiet(on: boolean): void {
    this.#enter(() => {
      this.#step({ kind: "quiet", on });
      if (on) this.#change();
    });
  }

  spoken(cutMs: number): void {
    if (cutMs > 0) this.#enter(() => this.#silence.cut());
  }

  localOnly(on: boolean): void {
    this.#enter(() => {
      this.#localOnly = on;
      if (this.#pick() === this.#wanted) return;
      if (!on) return this.#changeSoon();
      this.#options.tells.notice(lineWords.local(this.#local.name));
      this.#change();
    });
  }

  close(): Promise<void> {
    this.#enter(() => {
      this.#closed = true;
      this.#step({ kind: "close" });
      this.#bells.close();
    });
    return Promise.resolve();
  }

  /** One thing after the other: a line may tell something while it is being opened. */
  #enter(work: () => void): void {
    if (this.#closed) return;
    this.#inbox.push(work);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#inbox.shift(); next && !this.#closed; next = this.#inbox.shift()) next();
    } finally {
      this.#busy = false;
    }
  }

  #give(item: Given): void {
    this.#enter(() => {
      this.#exchange.push(item);
      this.#lines.pump();
      this.#lost(this.#exchange.takeLost());
    });
  }

  #step(event: LineEvent): void {
    const before = this.#stand;
    const { stand, acts } = step(before, event);
    this.#stand = stand;
    for (const act of acts) this.#act(act);
    this.#show(before);
    if (event.kind === "ready") this.#lines.begin();
  }

  #act(act: Act): void {
    switch (act.kind) {
      case "dial":
        return this.#lines.dial(this.#wanted, { handle: act.handle, standsIn: false });
      case "drop":
        this.#endAtMs = Infinity;
        this.#bells.off("end");
        this.#bells.off("stand-in");
        return this.#lines.drop();
      case "stand-in":
        return this.#standIn();
      case "knock":
        return this.#lines.knock(this.#wanted);
      case "unknock":
        return this.#lines.unknock();
      case "adopt":
        this.#bells.off("stand-in");
        return this.#lines.adopt();
      case "rest":
        return this.#rest(act.failed);
      case "watch-end":
        return this.#watchEnd(act.leftMs);
      default:
        return unreachable(act);
    }
  }

  #standIn(): void {
    const nowMs = this.#kit.clock.now();
    const dial = (): void => this.#lines.dial(this.#local, { handle: null, standsIn: true });
    const waitMs = this.#standInAtMs + standInMs - nowMs;
    this.#standInAtMs = Math.max(nowMs, this.#standInAtMs + standInMs);
    if (waitMs <= 0) dial();
    else this.#bells.set("stand-in", waitMs, () => this.#enter(dial));
  }

  #rest(failed: number): void {
    const longest = Math.min(restMs.longest, restMs.first * 2 ** (failed - 1));
    const ms = longest * (1 - this.#kit.chance() / 2);
    this.#bells.set("rest", ms, () => this.#enter(() => this.#step({ kind: "rested" })));
  }

  #watchEnd(leftMs: number): void {
    const endAtMs = this.#kit.clock.now() + leftMs;
    if (endAtMs >= this.#endAtMs) return;
    this.#endAtMs = endAtMs;
    this.#bells.set("end", leftMs, () => this.#enter(() => this.#step({ kind: "overdue" })));
  }

  #try(trial: Trial): void {
    const minds = this.#lines.lead?.provider.takesNudges ?? true;
    if (trial === "give-up") this.#step({ kind: "silent" });
    else if (minds && trial === "exchange") this.#step({ kind: "stuck" });
    else if (minds) this.#lines.nudge();
  }

  get #local(): InterviewerProvider {
    return found(this.#kit.providers.at(-1), "interviewer");
  }

  /** The first that may be used. */
  #pick(): InterviewerProvider {
    const closed = this.#localOnly || this.#spent;
    return this.#kit.providers.find((it) => it.outside === null || !closed) ?? this.#local;
  }

  #nothingLeft(sentence: string): void {
    if (this.#spent) return;
    this.#spent = true;
    this.#options.tells.notice(sentence);
    if (this.#lines.lead?.line && this.#lines.lead.provider !== this.#local) this.#changeSoon();
    else this.#change();
  }

  /** At a quiet moment, or when that takes too long. */
  #changeSoon(): void {
    if (this.#stand.quiet) this.#change();
    else this.#bells.set("change", changeMs, () => this.#enter(() => this.#change()));
  }

  #change(): void {
    this.#bells.off("change");
    const wanted = this.#pick();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#step({ kind: "wanted", standIn: wanted !== this.#local });
  }

  #lost(samples: number): void {
    if (samples === 0) return;
    this.#lostSamples += samples;
    this.#bells.set("lost", lostMs, () => this.#enter(() => this.#tellLost()));
  }

  /** Once for all that was lost in a row. */
  #tellLost(): void {
    const seconds = Math.max(1, Math.round(this.#lostSamples / 16_000));
    this.#kit.log.warn("an interviewer did not hear all", { samples: this.#lostSamples });
    this.#lostSamples = 0;
    this.#options.tells.notice(lineWords.lost(seconds));
    this.#lines.lead?.line?.tell(mindWords.lost, { answers: false });
  }

  #show(before: Stand): void {
    const { tells } = this.#options;
    const { state } = this.#stand;
    const standsIn = state === "fallback";
    const { name, voice, outside } = standsIn ? this.#local : this.#wanted;
    const speaks: InterviewerSpeaks = { provider: name, voice, outside, standsIn };
    const shown = JSON.stringify([state, speaks]);
    if (shown === this.#shown || this.#closed) return;
    this.#shown = shown;
    tells.state(state, speaks);
    if (standsIn && before.state !== "fallback") tells.notice(lineWords.standsIn(this.#wanted.name, voice));
    if (before.state === "fallback" && state === "live") tells.notice(lineWords.back(name));
  }
}

/** The same tells, of which none comes once it is `over`. */
function quietAfter(tells: Options["tells"], over: () => boolean): Options["tells"] {
  const guarded = Object.entries(tells).map(([name, tell]) => [
    name,
    (...args: never[]) => over() || (tell as (...all: never[]) => void)(...args),
  ]);
  return Object.fromEntries(guarded) as Options["tells"];
}
