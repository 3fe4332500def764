import type { ThinkTime } from "../../proto/live/words.ts";
import type { Alarm } from "../kit/alarm.ts";
import { toldWords } from "../ports/interviewer-told.ts";
import { Bells } from "./line/bells.ts";

type Options = {
  readonly alarm: Alarm;
  readonly thinkTime: ThinkTime;
  readonly leftMs: () => number;
  readonly knows: (text: string) => void;
  /** They have been silent for long; true: they were told that there is time. */
  readonly offersTime: () => boolean;
  /** Nobody can be heard any more, and does not come back soon. */
  readonly hushed: () => void;
  readonly closes: () => void;
  readonly over: () => void;
};

/** How long somebody may be silent before they hear that this is all right. */
const silentMs: Readonly<Record<ThinkTime, number>> = { brisk: 20_000, normal: 35_000, patient: 60_000 };
/** How long somebody may be muted in the middle of what they say. */
const hushMs = 5_000;
/** Minutes before the end at which the interviewer is told of it. */
const told = [5, 1];
/** What a polite end takes. */
const closeMs = 25_000;
/** How long goodbye may take. */
const goodbyeMs = 15_000;

/** What happens in an interview because of the time. */
export class Schedule {
  readonly #options: Options;
  readonly #bells: Bells<"silent" | "hush" | "time" | "close" | "goodbye">;
  #thinkTime: ThinkTime;
  /** Once for each question. */
  #offered = false;

  constructor(options: Options) {
    this.#options = options;
    this.#thinkTime = options.thinkTime;
    this.#bells = new Bells(options.alarm);
    this.#watch();
    this.#bells.set("close", options.leftMs() - closeMs, options.closes);
  }

  thinkTime(setting: ThinkTime): void {
    this.#thinkTime = setting;
  }

  asked(): void {
    this.#offered = false;
  }

  /** They may think now. */
  waits(): void {
    if (this.#offered) return;
    this.#bells.set("silent", silentMs[this.#thinkTime], () => {
      this.#offered = this.#options.offersTime();
    });
  }

  /** Somebody does something. */
  stirs(): void {
    this.#bells.off("silent");
  }

  /** Whether anybody can be heard. Silence is told from sound; without any only time tells. */
  sound(on: boolean): void {
    if (on) this.#bells.off("hush");
    else this.#bells.set("hush", hushMs, this.#options.hushed);
  }

  /** Whatever becomes of its last words, it is over soon. */
  saysGoodbye(): void {
    this.#bells.set("goodbye", goodbyeMs, this.#options.over);
  }

  close(): void {
    this.#bells.close();
  }

  #watch(): void {
    const leftMs = this.#options.leftMs();
    const next = told.find((it) => it * 60_000 < leftMs - 60_000);
    if (next === undefined) return;
    this.#bells.set("time", leftMs - next * 60_000, () => {
      this.#options.knows(toldWords.minutes(next));
      this.#watch();
    });
  }
}
