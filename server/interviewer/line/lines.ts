import type { Brief, InterviewerProvider, Opening } from "../../ports/interviewer.ts";
import type { Payer } from "../../ports/spending.ts";
import type { Bells } from "./bells.ts";
import { Connection, type ConnectionTells, type Gone } from "./connection.ts";
import { Ears } from "./ears.ts";
import type { Exchange } from "./exchange.ts";
import type { SteadyTells } from "./line.ts";
import type { LineEvent } from "./machine.ts";
import type { Silence } from "./silence.ts";
import type { SteadyKit } from "./steady-kit.ts";
import { Wishes } from "./wishes.ts";
import { mindWords } from "./words.ts";

type Options = {
  readonly kit: SteadyKit;
  readonly bells: Pick<Bells<"pump">, "set" | "off">;
  readonly exchange: Exchange;
  readonly silence: Silence;
  readonly payer: Payer;
  readonly brief: () => Brief;
  readonly tells: Omit<SteadyTells, "state" | "notice">;
  /** Everything that a line tells goes through here, one after the other. */
  readonly enter: (work: () => void) => void;
  readonly happened: (event: LineEvent) => void;
  readonly spent: (sentence: string) => void;
  readonly lost: (samples: number) => void;
};
type Dial = { readonly handle: string | null; readonly standsIn: boolean };
type Knock = { readonly line: Connection; handle: string | null; stale: boolean };

/** More than this on its way to a provider, and the rest waits here: two seconds of sound in base64. */
const fullBytes = 96_000;
const pumpMs = 20;

/** The line that leads and the one that may lead next: what they are given, and what they tell. */
export class Lines {
  readonly #options: Options;
  readonly #wishes = new Wishes();
  #lead: Connection | null = null;
  #knock: Knock | null = null;
  #count = 0;
  #leadBefore = 0;
  readonly #ears: Ears;

  constructor(options: Options) {
    this.#options = options;
    this.#ears = new Ears({ ...options, wishes: this.#wishes, deliver: () => this.#deliver() });
  }

  get lead(): Connection | null {
    return this.#lead;
  }

  /** Nobody is heard because the provider writes. */
  get writes(): boolean {
    return this.#ears.writes;
  }

  dial(provider: InterviewerProvider, { handle, standsIn }: Dial): void {
    const { exchange, silence, lost } = this.#options;
    const number = ++this.#count;
    if (handle !== null) this.#wishes.resumed(this.#leadBefore, number);
    this.#giveAgain({ fromMark: handle !== null });
    const samples = exchange.takeLost();
    if (samples > 0) lost(samples);
    silence.with(provider);
    this.#lead = this.#connect(provider, { number, handle, standsIn });
  }

  drop(): void {
    this.#leadBefore = this.#lead?.number ?? this.#leadBefore;
    this.#lead?.close();
    this.#lead = null;
    this.#options.bells.off("pump");
    this.#ears.ended();
  }

  /** Dials beside the line that leads. What comes to be said meanwhile makes it stale. */
  knock(provider: InterviewerProvider): void {
    const number = ++this.#count;
    this.#knock = {
      line: this.#connect(provider, { number, handle: null, standsIn: false, opening: "waits" }),
      handle: null,
      stale: false,
    };
  }

  unknock(): void {
    this.#knock?.line.close();
    this.#knock = null;
  }

  /** The line that knocked leads. */
  adopt(): void {
    const knock = this.#knock;
    this.#knock = null;
    this.drop();
    if (!knock) return;
    this.#giveAgain();
    this.#lead = knock.line;
    this.#options.silence.with(knock.line.provider);
    this.#options.happened({ kind: "handle", handle: knock.handle });
    this.begin();
  }

  /** The line that leads is ready: results that it waits for first, then everything that was not answered. */
  begin(): void {
    this.#options.silence.signed();
    this.#deliver();
    this.pump();
  }

  pump(): void {
    const { exchange, bells, enter } = this.#options;
    for (let line = this.#lead?.line; line && exchange.waiting; line = this.#lead?.line) {
      if (line.waitingBytes > fullBytes) return bells.set("pump", pumpMs, () => enter(() => this.pump()));
      const item = exchange.take();
      if (item?.kind === "sound") line.hear(item.pcm);
      else if (item?.kind === "told") line.tell(item.text, item);
      else if (item?.kind === "began") line.speechBegan();
      else line.speechEnded();
    }
  }

  answer(id: string, result: Readonly<Record<string, unknown>>): void {
    if (this.#wishes.answered(id, result)) this.#deliver();
  }

  /** A word to a line that owes an answer and is silent. */
  nudge(): void {
    const text = this.#options.silence.begun ? mindWords.frozen : mindWords.nudge;
    this.#lead?.line?.tell(text, { answers: true });
  }

  #giveAgain(from: { readonly fromMark?: boolean } = {}): void {
    const { exchange, tells } = this.#options;
    exchange.restart(from);
    tells.heardAgain(exchange.turns);
  }

  #deliver(): void {
    const lead = this.#lead;
    if (!lead?.line) return;
    for (const { outer, innerId, result } of this.#wishes.undelivered(lead.number)) {
      this.#wishes.delivered(outer);
      // What it was before it knew this is no place to come back to.
      this.#options.happened({ kind: "handle", handle: null });
      this.#options.silence.signed();
      lead.line?.answer(innerId, result);
    }
  }

  #connect(
    provider: InterviewerProvider,
    { opening, ...dial }: { number: number; handle: string | null; standsIn: boolean; opening?: Opening },
  ): Connection {
    const { kit, payer, brief: ask } = this.#options;
    const asked = ask();
    const greets = opening === undefined && !this.#ears.spoke && asked.soFar === null;
    const soFar = asked.soFar ?? (greets ? null : { said: [], question: 0 });
    return Connection.open({
      ...{ kit, provider, payer, ...dial },
      brief: { ...asked, soFar },
      opening: opening ?? (greets ? "greets" : this.#opening()),
      tells: this.#tells(dial.number),
    });
  }

  /** What was not answered makes the next one speak by itself. */
  #opening(): Opening {
    const { silence, exchange } = this.#options;
    return silence.owed && !exchange.asks ? "goes-on" : "waits";
  }

  #tells(number: number): ConnectionTells {
    const { enter, happened, spent } = this.#options;
    const ears = this.#ears;
    const told =
      <A extends unknown[]>(lead: (...args: A) => void, knock?: (knock: Knock, ...args: A) => void) =>
      (...args: A): void =>
        enter(() => {
          if (this.#lead?.number === number) lead(...args);
          else if (this.#knock?.line.number === number) knock?.(this.#knock, ...args);
        });
    return {
      ready: told(
        () => happened({ kind: "ready" }),
        (it) => happened({ kind: it.stale ? "knock-stale" : "knock-ready" }),
      ),
      gone: told((why) => this.#gone(why), (_, { hopeless }) => happened({ kind: "knock-failed", hopeless })),
      spent: told(spent, (_, sentence) => spent(sentence)),
      due: told<[number]>(
        (leftMs) => happened({ kind: "due", leftMs }),
        () => happened({ kind: "knock-failed", hopeless: false }),
      ),
      handle: told((handle) => ears.handle(handle), (it, handle) => void (it.handle = handle)),
      sound: told((pcm, rate) => this.#sound(pcm, rate)),
      said: told((text, final) => ears.said(text, final)),
      heard: told((text, final) => ears.heard(text, final)),
      wrote: told(() => ears.wrote()),
      turnComplete: told(() => ears.turnComplete(number)),
      interrupted: told(() => ears.interrupted()),
      wants: told((wish) => ears.wants(number, wish)),
      cancelled: told((ids) => ears.cancelled(number, ids)),
    };
  }

  #gone({ code, reason, hopeless }: Gone): void {
    const provider = this.#lead?.provider.name;
    this.#options.kit.log.info("an interviewer's line ended", { provider, code, reason, hopeless });
    this.#options.happened({ kind: "failed", hopeless });
  }

  #sound(pcm: Int16Array, rate: 16_000 | 24_000): void {
    if (this.#ears.sound(pcm, rate) && this.#knock) this.#knock.stale = true;
  }
}
