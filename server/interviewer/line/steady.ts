import { unreachable } from "../../kit/unreachable.ts";
import { Bells } from "./bells.ts";
import { Choice } from "./choice.ts";
import { Exchange, type Given } from "./exchange.ts";
import type { OpenSteadyLine, SteadyLine, SteadyTells } from "./line.ts";
import { Lines } from "./lines.ts";
import { type Act, idle, type LineEvent, type Stand, step } from "./machine.ts";
import { quietAfter, Shown } from "./shown.ts";
import { Silence } from "./silence.ts";
import type { SteadyKit } from "./steady-kit.ts";
import { Waits } from "./waits.ts";
import type { Trial } from "./watch.ts";
import { lineWords, mindWords } from "./words.ts";

type Options = Parameters<OpenSteadyLine>[0];

/** So much of what was not answered is kept for the next line: 32 kB a second. Higher forgets less of a long answer. */
const keptMs = 120_000;
/** The longest that a change of provider waits for a quiet moment. */
const changeMs = 30_000;
/** What is lost within so long is told in one sentence. */
const lostMs = 1_000;

/** The machine of `machine.ts` with lines, alarms and words around it. */
export class Steady implements SteadyLine {
  readonly #kit: SteadyKit;
  readonly #tells: SteadyTells;
  readonly #bells: Bells<"open" | "silence" | "rest" | "end" | "pump" | "change" | "stand-in" | "lost">;
  readonly #exchange = new Exchange(keptMs);
  readonly #silence: Silence;
  readonly #lines: Lines;
  readonly #choice: Choice;
  readonly #shown: Shown;
  readonly #waits: Waits;
  readonly #inbox: (() => void)[] = [];
  #stand: Stand;
  #lostSamples = 0;
  #busy = false;
  #closed = false;

  constructor(kit: SteadyKit, options: Options) {
    this.#kit = kit;
    const tells = this.#tells = quietAfter(options.tells, () => this.#closed);
    this.#shown = new Shown(tells);
    this.#choice = new Choice(kit.providers, options.localOnly);
    this.#stand = { ...idle, standIn: this.#choice.standIn };
    const bells = this.#bells = new Bells(kit.alarm);
    this.#waits = new Waits({ kit, bells, enter: (work) => this.#enter(work) });
    const silence = this.#silence = new Silence({
      ...{ clock: kit.clock, patience: kit.patience, bells },
      onTrial: (it) => this.#enter(() => this.#try(it)),
    });
    this.#lines = new Lines({
      ...{ ...options, kit, bells, silence, tells, exchange: this.#exchange },
      enter: (work) => this.#enter(work),
      happened: (event) => this.#enter(() => this.#step(event)),
      spent: (sentence) => this.#nothingLeft(sentence),
      lost: (samples) => this.#lost(samples),
    });
    silence.owes();
    // Whoever opens it has it in hand before it tells anything.
    bells.set("open", 0, () => this.#enter(() => this.#step({ kind: "open" })));
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
      this.#choice.localOnly(on);
      if (!this.#choice.due) return;
      if (!on) return this.#changeSoon();
      this.#tells.notice(lineWords.local(this.#choice.local.name));
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
    const { stand, acts } = step(this.#stand, event);
    this.#stand = stand;
    for (const act of acts) this.#act(act);
    if (!this.#closed) this.#shown.show(stand.state, this.#choice, this.#lines);
    if (event.kind === "ready") this.#lines.begin();
  }

  #act(act: Act): void {
    switch (act.kind) {
      case "dial":
        return this.#lines.dial(this.#choice.wanted, { handle: act.handle, standsIn: false });
      case "drop":
        this.#waits.dropped();
        return this.#lines.drop();
      case "stand-in":
        return this.#waits.standIn(() => this.#lines.dial(this.#choice.local, { handle: null, standsIn: true }));
      case "knock":
        return this.#lines.knock(this.#choice.wanted);
      case "unknock":
        return this.#lines.unknock();
      case "adopt":
        this.#waits.dropped();
        return this.#lines.adopt();
      case "rest":
        return this.#waits.rest(act.failed, () => this.#step({ kind: "rested" }));
      case "watch-end":
        return this.#waits.end(act.leftMs, () => this.#step({ kind: "overdue" }));
      default:
        return unreachable(act);
    }
  }

  #try(trial: Trial): void {
    if (trial === "give-up") this.#step({ kind: "silent" });
    else if (trial === "exchange") this.#step({ kind: "stuck" });
    else this.#lines.nudge();
  }

  #nothingLeft(sentence: string): void {
    if (!this.#choice.spent()) return;
    this.#tells.notice(sentence);
    const { lead } = this.#lines;
    if (lead?.line && lead.provider !== this.#choice.local) this.#changeSoon();
    else this.#change();
  }

  /** At a quiet moment, or when that takes too long. */
  #changeSoon(): void {
    if (this.#stand.quiet) this.#change();
    else this.#bells.set("change", changeMs, () => this.#enter(() => this.#change()));
  }

  #change(): void {
    this.#bells.off("change");
    if (!this.#choice.due) return;
    this.#choice.settle();
    this.#step({ kind: "wanted", standIn: this.#choice.standIn });
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
    this.#tells.notice(lineWords.lost(seconds));
    this.#lines.lead?.line?.tell(mindWords.lost, { answers: false });
  }
}
