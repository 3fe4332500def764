import type { Brief, InterviewerLine, InterviewerProvider, LineTells, Opening } from "../../ports/interviewer.ts";
import type { Payer } from "../../ports/spending.ts";
import { Bells } from "./bells.ts";
import type { SteadyKit } from "./steady-kit.ts";

/** How a line went: as its provider said, or as we saw it. */
export type Gone = { readonly code: number; readonly reason: string; readonly hopeless: boolean };

export type ConnectionTells = Omit<LineTells, "goingAway" | "closed"> & {
  /** It has to be exchanged; it is there for so long yet. */
  due(leftMs: number): void;
  /** Nothing may be spent on it any more; the sentence is for people. */
  spent(sentence: string): void;
  gone(why: Gone): void;
};

type Options = {
  readonly kit: Pick<SteadyKit, "alarm" | "purse">;
  readonly number: number;
  readonly provider: InterviewerProvider;
  readonly payer: Payer;
  readonly brief: Brief;
  readonly opening: Opening;
  readonly standsIn: boolean;
  readonly handle: string | null;
  readonly tells: ConnectionTells;
};

/** A provider that is not ready by then is taken for gone. Lower: gives up on slow networks; higher: more sound waits. */
const dialMs = 8_000;
/** A line is exchanged when this share of its life is over: the rest is there to wait for a quiet moment. */
const restless = 0.8;
/** So long before its end a line is not trusted any more. */
const marginMs = 3_000;

/** One connection of a steady line: asks whether it may cost something, dials, and tells nothing after its end. */
export class Connection {
  readonly number: number;
  readonly provider: InterviewerProvider;
  readonly #bells: Bells<"dial" | "due">;
  readonly #tells: ConnectionTells;
  #line: InterviewerLine | null = null;
  #stopPaying: () => void = () => {};
  #ready = false;
  #over = false;

  private constructor({ kit, number, provider, tells }: Options) {
    this.number = number;
    this.provider = provider;
    this.#tells = tells;
    this.#bells = new Bells(kit.alarm);
  }

  static open(options: Options): Connection {
    const connection = new Connection(options);
    connection.#pay(options);
    return connection;
  }

  /** null until it is ready, and after its end. */
  get line(): InterviewerLine | null {
    return this.#ready && !this.#over ? this.#line : null;
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#bells.close();
    this.#stopPaying();
    this.#line?.close();
  }

  #pay(options: Options): void {
    const { provider, payer, kit } = options;
    this.#bells.set("dial", dialMs, () => this.#end({ code: 0, reason: "not ready in time", hopeless: false }));
    if (provider.outside === null) return this.#dial(options);
    const stop = kit.purse.open({
      provider: provider.name,
      payer,
      granted: () => this.#dial(options),
      spent: (sentence) => this.#over || this.#tells.spent(sentence),
      failed: () => this.#over || this.#end({ code: 0, reason: "its minutes cannot be looked up", hopeless: false }),
    });
    if (this.#over) stop();
    else this.#stopPaying = stop;
  }

  #dial({ provider, brief, opening, standsIn, handle }: Options): void {
    if (this.#over) return;
    const line = provider.open({ brief, opening, standsIn, handle, tells: this.#guarded() });
    if (this.#over) line.close();
    else this.#line = line;
  }

  #guarded(): LineTells {
    const guard = <A extends unknown[]>(tell: (...args: A) => void) => (...args: A): void => {
      if (!this.#over) tell(...args);
    };
    const { sound, said, heard, wrote, turnComplete, interrupted, wants, cancelled, handle, due } = this.#tells;
    return {
      sound: guard(sound),
      said: guard(said),
      heard: guard(heard),
      wrote: guard(wrote),
      turnComplete: guard(turnComplete),
      interrupted: guard(interrupted),
      wants: guard(wants),
      cancelled: guard(cancelled),
      handle: guard(handle),
      ready: guard(() => this.#begin()),
      goingAway: guard((leftMs) => due(Math.max(0, leftMs - marginMs))),
      closed: guard((why) => this.#end(why)),
    };
  }

  #begin(): void {
    const { lastsMs } = this.provider;
    this.#bells.off("dial");
    this.#ready = true;
    if (lastsMs !== null) {
      const dueMs = lastsMs * restless;
      this.#bells.set("due", dueMs, () => this.#tells.due(Math.max(0, lastsMs - dueMs - marginMs)));
    }
    this.#tells.ready();
  }

  #end(why: Gone): void {
    this.close();
    this.#tells.gone(why);
  }
}
