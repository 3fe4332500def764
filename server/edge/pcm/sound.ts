import type { OpenPcmVoice, PcmVoice } from "../../interviewer/bridge/pcm-voice.ts";
import type { Alarm } from "../../kit/alarm.ts";
import type { Clock } from "../../kit/clock.ts";
import { AppError } from "../../kit/errors.ts";
import { Serial } from "../../kit/serial.ts";
import type { PcmRoom } from "./guest.ts";
import { Pour } from "./pour.ts";

type Options = {
  readonly room: Pick<PcmRoom, "publish" | "stop" | "look" | "interviewerStream">;
  readonly personId: string;
  readonly open: OpenPcmVoice;
  /** 16 kHz mono of the interviewer. */
  readonly onSound: (pcm: Int16Array) => void;
  /** They are heard no more, and that does not change by itself. */
  readonly onFailed: (error: unknown) => void;
  /** The client sends more than is spoken, and is held back for it. */
  readonly ahead: () => boolean;
  readonly clock: Clock;
  readonly alarm: Alarm;
};

/** What ended by itself is begun again after so long, and so often. Higher outlasts longer trouble, lower tells of it sooner. */
const againMs = 300;
const tries = 30;

/** The microphone of somebody whose client speaks PCM, and the interviewer's voice for them. */
export class PcmSound {
  readonly #options: Options;
  readonly #serial = new Serial();
  readonly #pour: Pour;
  #voice: PcmVoice | undefined;
  #cancel = (): void => {};
  #left = tries;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#pour = new Pour({ ...options, out: (pcm) => this.#voice?.hear(pcm) });
  }

  /** Is heard in the room from now on; throws AppError when that cannot be. */
  begin(): Promise<void> {
    return this.#serial.run(() => this.#begin());
  }

  hear(pcm: Int16Array): void {
    this.#pour.push(pcm);
  }

  /** The interviewer's voice comes from elsewhere, or from nowhere. */
  follow(): void {
    this.#serial.run(() => this.#listen()).catch(() => this.again());
  }

  /** All of it once more, through what there is by then. */
  again(): void {
    this.#cancel();
    if (this.#closed) return;
    this.#cancel = this.#options.alarm(againMs, () => {
      if (this.#replaced()) return;
      this.begin().catch((error: unknown) => this.#mayGoOn(error) ? this.again() : undefined);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    this.#pour.close();
    await this.#serial.run(() => this.#drop());
  }

  async #begin(): Promise<void> {
    const { room, personId, open, onSound } = this.#options;
    await this.#drop();
    if (this.#closed) return;
    let made: PcmVoice | undefined;
    const make = async (router: Parameters<OpenPcmVoice>[0]["router"]) => {
      made = await open({ router, onSound });
      return made.producer;
    };
    try {
      await room.publish(personId, { source: "mic", paused: false, make });
    } catch (error) {
      await made?.close();
      throw error;
    }
    this.#voice = made;
    made?.producer.observer.once("close", () => this.#gone(made));
    if (made?.producer.closed) return this.#gone(made);
    this.#pour.go();
    await this.#listen();
    this.#left = tries;
  }

  async #listen(): Promise<void> {
    await this.#voice?.listen(this.#options.room.interviewerStream);
  }

  /** What is said meanwhile waits. */
  #gone(voice: PcmVoice | undefined): void {
    if (this.#voice !== voice || this.#closed) return;
    this.#pour.hold();
    this.again();
  }

  /** Another microphone of theirs took its place, such as that of their page. */
  #replaced(): boolean {
    const { room, personId } = this.#options;
    const mic = room.look().view.people[personId]?.tracks.find((it) => it.source === "mic");
    return mic !== undefined && mic.producerId !== this.#voice?.producer.id;
  }

  /** Who has no right to be heard any more is not; the end of their interview follows. */
  #mayGoOn(error: unknown): boolean {
    if (error instanceof AppError && error.code === "forbidden") return false;
    if (--this.#left > 0) return true;
    this.#options.onFailed(error);
    return false;
  }

  async #drop(): Promise<void> {
    const voice = this.#voice;
    this.#voice = undefined;
    this.#pour.hold();
    await voice?.close();
  }
}
