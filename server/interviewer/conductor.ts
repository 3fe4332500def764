import type { ThinkTime } from "../../proto/live/words.ts";
import { Serial } from "../kit/serial.ts";
import { toldWords } from "../ports/interviewer-told.ts";
import type { Transcript } from "../ports/transcripts.ts";
import type { HeardVoice, Interviewers, InterviewTurn, RoomInterviewer } from "../rooms/interviewers.ts";
import type { Bridge } from "./bridge/bridge.ts";
import { type Subject, subjectOf } from "./brief.ts";
import { Voices } from "./hearing/voices.ts";
import type { InterviewerKit } from "./kit.ts";
import { remembered } from "./memory.ts";
import { Sitting } from "./sitting.ts";
import { shownWords } from "./words.ts";

type Room = Parameters<Interviewers["open"]>[0];
type LookedUp = readonly [Subject, Transcript | null];

/** More keeps people waiting for what will not come; fewer give an interview up for a moment's trouble. */
const againAfterMs = [300, 1_000];

/** The interviewer of one room: one sitting for each interview, and one voice and two ears for all of them. */
export class Conductor implements RoomInterviewer {
  readonly #kit: InterviewerKit;
  readonly #room: Room;
  readonly #bridge: Bridge;
  readonly #hearing: Voices;
  readonly #serial = new Serial();
  #voices: readonly HeardVoice[] = [];
  /** Everybody who was ever heard here, by id: words come later than who said them may be gone. */
  readonly #known = new Map<string, HeardVoice>();
  #turn: InterviewTurn | null = null;
  #sitting: Sitting | null = null;
  #before: InterviewTurn | null = null;
  #memory: unknown;
  #thinkTime: ThinkTime;
  #localOnly: boolean;
  /** Resolves when nothing of earlier interviews is under way. */
  #left: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(kit: InterviewerKit, room: Room) {
    this.#kit = kit;
    this.#room = room;
    this.#memory = room.memory;
    this.#thinkTime = room.thinkTime;
    this.#localOnly = room.localOnly;
    this.#hearing = new Voices({
      judge: kit.judge,
      onVerdict: (verdict) => this.#sitting?.verdict(verdict),
      onSlice: (slice, pcm) => this.#sitting?.slice(slice, pcm),
    });
    this.#bridge = kit.openBridge({
      frame: (frame) => this.#hearing.frame(frame),
      speaking: (on) => this.#sitting?.speaks(on),
    });
  }

  place(router: Parameters<Bridge["place"]>[0]): ReturnType<Bridge["place"]> {
    return this.#bridge.place(router);
  }

  async hears(voices: readonly HeardVoice[]): Promise<void> {
    const before = this.#voices;
    this.#voices = voices;
    this.#hearing.set(voices);
    for (const it of voices) this.#known.set(it.personId, it);
    const speakers = (all: readonly HeardVoice[]) => all.filter((it) => it.part === "speaker");
    const without = (all: readonly HeardVoice[], others: readonly HeardVoice[]) =>
      speakers(all).filter((it) => !speakers(others).some(({ personId }) => personId === it.personId));
    for (const it of without(voices, before)) this.#sitting?.told(toldWords.joined(it.name));
    for (const it of without(before, voices)) this.#sitting?.told(toldWords.left(it.name));
    const there = new Set(voices.map((it) => it.personId));
    if (before.some((it) => !there.has(it.personId))) this.#sitting?.forgets();
    this.#sitting?.sound(voices.some((it) => it.stream !== null));
    await this.#bridge.hears(voices);
  }

  turnsTo(turn: InterviewTurn | null): void {
    if (this.#closing || this.#turn?.interviewId === turn?.interviewId) return;
    const before = this.#turn;
    this.#turn = turn;
    if (before) this.#before = before;
    const sitting = this.#sitting;
    this.#sitting = null;
    void this.#serial.run(async () => {
      // The next is not held up by what is still written of the one before.
      this.#leaves(sitting?.close(true));
      if (turn && this.#turn === turn) await this.#begin(turn);
    }).catch((error: unknown) => {
      this.#kit.log.error("an interview could not begin", { error });
      this.#room.tells.notice(shownWords.lost);
    });
  }

  typed(personId: string, line: { readonly id: string; readonly text: string }): void {
    const voice = this.#voices.find((it) => it.personId === personId);
    if (voice) this.#sitting?.typed(voice, line);
  }

  takeYourTime(): void {
    this.#sitting?.takeYourTime();
  }

  localOnly(on: boolean): void {
    this.#localOnly = on;
    if (on) this.#sitting?.staysHere();
  }

  thinkTime(setting: ThinkTime): void {
    this.#thinkTime = setting;
    this.#sitting?.thinkTime(setting);
  }

  /** It keeps the time itself, to the second. */
  timeLeft(): void {}

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    const sitting = this.#sitting;
    this.#sitting = null;
    this.#hearing.close();
    this.#leaves(sitting?.close(false));
    await this.#serial.settled();
    await this.#left;
    await this.#bridge.close();
  }

  /** A database that stumbles costs a moment, not the interview. */
  async #lookUp(turn: InterviewTurn, [afterMs, ...later]: readonly number[]): Promise<LookedUp> {
    const { tasks, transcripts, alarm, log } = this.#kit;
    try {
      return await Promise.all([subjectOf(turn, tasks), transcripts.find(turn.interviewId)]);
    } catch (error) {
      if (afterMs === undefined || this.#closing || this.#turn !== turn) throw error;
      log.warn("what an interview begins with is read once more", { error });
      await new Promise<void>((resolve) => void alarm(afterMs, resolve));
      return await this.#lookUp(turn, later);
    }
  }

  /** Never fails: what could not be kept is told where that happens. */
  #leaves(closed: Promise<void> | undefined): void {
    this.#left = Promise.all([this.#left, closed]);
  }

  async #begin(turn: InterviewTurn): Promise<void> {
    const [subject, kept] = await this.#lookUp(turn, againAfterMs);
    if (this.#closing || this.#turn !== turn) return;
    this.#sitting = new Sitting({
      ...{ kit: this.#kit, turn, subject, kept, grindId: this.#room.grindId, bridge: this.#bridge },
      ...{ thinkTime: this.#thinkTime, localOnly: this.#localOnly, tells: this.#room.tells },
      memory: remembered(this.#memory, turn.interviewId),
      turnsFrom: this.#before?.personId === turn.personId ? null : this.#before?.name ?? null,
      voices: () => this.#voices,
      whoSpoke: ({ fromMs, toMs }) =>
        this.#hearing.whoSpoke(fromMs, toMs).flatMap((personId) => this.#known.get(personId) ?? []),
      remembers: (memory) => {
        this.#memory = memory;
        this.#room.remembers(memory);
      },
    });
  }
}

/** Where rooms get an AI interviewer. */
export function makeInterviewers(kit: InterviewerKit): Interviewers {
  return { open: (room) => new Conductor(kit, room) };
}
