import type { InterviewerView } from "../../proto/live/view.ts";
import type { InterviewerState, ThinkTime } from "../../proto/live/words.ts";
import { interviewerRecorded, mayGoOutside } from "../domain/seat/interviewer.ts";
import type { RoomState } from "../domain/seat/state.ts";
import type { Log } from "../kit/log.ts";
import { Serial } from "../kit/serial.ts";
import { within } from "../kit/within.ts";
import type { LiveSession } from "../ports/live-rooms.ts";
import { Audience } from "./audience.ts";
import type { Interviewers, InterviewerSpeaks, RoomInterviewer, ShownCaption } from "./interviewers.ts";
import type { RoomMedia } from "./media/room-media.ts";
import type { Note } from "./tape.ts";

/** What an interviewer says in its room. */
export type InterviewerSays = {
  caption(caption: ShownCaption): void;
  note(note: Note): void;
  notice(sentence: string): void;
  done(interviewId: string): void;
  /** It no longer waits for the candidate. */
  goesOn(): void;
  /** What everybody sees of it is another. */
  changed(): void;
  /** How far it is, is another. */
  remembers(): void;
};
type Options = {
  readonly interviewers: Interviewers;
  readonly session: Pick<LiveSession, "id" | "grind" | "task">;
  readonly state: () => RoomState;
  readonly media: Pick<RoomMedia, "events" | "host" | "unhost" | "houseTracks" | "houseStream" | "streams">;
  readonly memory: unknown;
  readonly says: InterviewerSays;
  readonly log: Log;
};

const closesWithinMs = 3_000;
/** How long who starts waits for the interviewer to be there. Higher waits longer where nothing will come. */
const readyWithinMs = 5_000;
const notYet = "The interviewer is not in the room yet. Start again in a moment.";
const noAnswer = "The interviewer does not answer.";
const nobodyYet: InterviewerSpeaks = { provider: "", voice: "", outside: null, standsIn: false };

/** Has one room's interviewer hear, know and do what the rules say, at every moment. Whatever fails in it, the room goes on. */
export class Interviewing {
  readonly #options: Options;
  readonly #interviewer: RoomInterviewer;
  readonly #audience: Audience;
  readonly #serial = new Serial();
  #is: InterviewerState = "connecting";
  #speaks = nobodyYet;
  #memory: unknown;
  #local: boolean;
  #turn: string | undefined;
  #thinkTime: ThinkTime;
  #waitsSinceMs: number | null;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    const { interviewers, session, media, memory } = options;
    const { thinkTime, waitsSinceMs } = options.state();
    this.#memory = memory;
    this.#thinkTime = thinkTime;
    this.#waitsSinceMs = waitsSinceMs;
    this.#local = !mayGoOutside(options.state());
    this.#interviewer = interviewers.open({
      sessionId: session.id,
      grindId: session.grind?.id ?? null,
      thinkTime,
      localOnly: this.#local,
      memory,
      tells: this.#tells(),
      remembers: (memory) => this.#remembers(memory),
    });
    this.#audience = new Audience({ ...options, hears: (voices) => this.#interviewer.hears(voices) });
    media.host((router) => this.#interviewer.place(router));
  }

  get view(): InterviewerView {
    const { media, state } = this.#options;
    const { thinkTime, waitsSinceMs } = state();
    const tracks = media.houseTracks;
    return {
      state: this.#is,
      ...this.#speaks,
      hears: this.#audience.heard,
      thinkTime,
      waitsSinceMs,
      tracks,
      recorded: tracks.length > 0 && interviewerRecorded(state()),
    };
  }

  /** How far it is, for the process that may come after this one. */
  get memory(): unknown {
    return this.#memory;
  }

  /**
   * Has it follow what the room is now; who must not be heard any more, or by nobody outside, is not from here on. Resolves,
   * in bounded time, when it hears everybody whom it is to hear.
   */
  async follow(): Promise<void> {
    if (this.#closed) return;
    const { state, log } = this.#options;
    if (!mayGoOutside(state())) this.#goesOutside(false);
    const hearing = this.#audience.follow();
    this.#serial.run(async () => {
      await hearing;
      this.#goesOutside(mayGoOutside(state()));
      this.#goWith(state());
    }).catch((error: unknown) => log.error("the interviewer did not follow its room", { error }));
    await this.#serial.settled();
  }

  /** Resolves when it can be heard in the room; throws AppError "unavailable" when that takes long. */
  async ready(): Promise<void> {
    const { media } = this.#options;
    if (media.houseStream) return;
    let off = (): void => {};
    const there = new Promise<void>((resolve) => {
      off = media.events.on("house", () => media.houseStream && resolve());
    });
    await within(readyWithinMs, there, notYet).finally(off);
  }

  typed(personId: string, line: { readonly id: string; readonly text: string }): void {
    this.#safely(() => this.#interviewer.typed(personId, line));
  }

  timeLeft(leftMs: number): void {
    this.#safely(() => this.#interviewer.timeLeft(leftMs));
  }

  /** Resolves, in bounded time, when nothing of it is under way. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { log, media } = this.#options;
    // First, so that its end is not taken for a worker's.
    const over = media.unhost().then(() => this.#interviewer.close());
    await within(closesWithinMs, over, noAnswer)
      .catch((error: unknown) => log.error("an interviewer did not close", { error }));
  }

  #goesOutside(may: boolean): void {
    if (this.#local === !may) return;
    this.#local = !may;
    this.#safely(() => this.#interviewer.localOnly(!may));
  }

  #goWith({ interview, thinkTime, waitsSinceMs, seatId, people }: RoomState): void {
    if (this.#thinkTime !== thinkTime) this.#safely(() => this.#interviewer.thinkTime(thinkTime));
    this.#thinkTime = thinkTime;
    const asks = waitsSinceMs !== null && waitsSinceMs !== this.#waitsSinceMs;
    this.#waitsSinceMs = waitsSinceMs;
    const candidate = interview && people[interview.ownerId];
    // After a restart it waits until they are back.
    if (this.#turn !== interview?.id && (candidate?.awaySinceMs ?? null) === null) {
      this.#turn = interview?.id;
      this.#is = "connecting"; // until it says otherwise
      const { task } = this.#options.session;
      const turn = interview && {
        interviewId: interview.id,
        personId: interview.ownerId,
        name: candidate?.name ?? "",
        taskId: task?.id ?? null,
        startedAtMs: interview.startedAtMs,
        endsAtMs: interview.endsAtMs,
      };
      this.#safely(() => this.#interviewer.turnsTo(turn));
    }
    if (asks && seatId !== null) this.#safely(() => this.#interviewer.takeYourTime(seatId));
  }

  #tells(): Parameters<Interviewers["open"]>[0]["tells"] {
    const { says } = this.#options;
    const open = <A extends unknown[]>(tell: (...told: A) => void) => (...told: A): void => {
      if (!this.#closed) tell(...told);
    };
    return {
      state: open((state, speaks) => this.#becomes(state, speaks)),
      caption: open((caption) => {
        if (caption.personId === this.#options.state().seatId) this.#speaksAgain();
        says.caption(caption);
      }),
      note: open((note) => says.note(note)),
      notice: open((sentence) => says.notice(sentence)),
      done: open((interviewId) => says.done(interviewId)),
    };
  }

  #becomes(state: InterviewerState, speaks: InterviewerSpeaks): void {
    const before = this.#is;
    this.#is = state;
    this.#speaks = speaks;
    if (state !== before && (state === "thinking" || state === "speaking")) this.#speaksAgain();
    this.#options.says.changed();
  }

  #speaksAgain(): void {
    if (this.#waitsSinceMs !== null) this.#options.says.goesOn();
  }

  #remembers(memory: unknown): void {
    this.#memory = memory;
    if (!this.#closed) this.#options.says.remembers();
  }

  #safely(tell: () => void): void {
    try {
      if (!this.#closed) tell();
    } catch (error) {
      this.#options.log.error("the interviewer was not told of a change", { error });
    }
  }
}
