import { patched, type RoomView } from "../../../proto/live/view.ts";
import type { Closing, InterviewEnd, InterviewerState } from "../../../proto/live/words.ts";
import type { Caption, FactName, Facts } from "../../../proto/signaling.ts";
import { AppError } from "../../kit/errors.ts";
import type { Followers } from "../../rooms/followers.ts";
import type { LiveRoom } from "../../rooms/live-room.ts";
import type { Line } from "../../rooms/place.ts";

export type Me = { readonly personId: string; readonly name: string };
/** A room as somebody is in it who is heard through this door. */
export type PcmRoom = Pick<
  LiveRoom,
  "look" | "happens" | "start" | "publish" | "stop" | "dropped" | "signedOut" | "holds" | "interviewerStream"
>;
/** The way into rooms. */
export type PcmRooms = {
  /** Comes in as a page does; throws AppError "conflict" of field "takeOver" while another page is there. */
  enter(me: Me, line: Line, sessionId: string): Promise<PcmRoom>;
  /** The room, if it is open here. */
  there(sessionId: string): Promise<PcmRoom | undefined>;
};

/** What the guest's client is to learn. */
export type GuestTells = {
  /** The interview is under way and the interviewer is there; said once. */
  ready(): void;
  state(state: InterviewerState): void;
  said(speaker: "USER" | "AI", words: Pick<Caption, "text" | "final">): void;
  /** The interviewer's voice comes from elsewhere, or from nowhere. */
  voiceMoved(): void;
  /** All that one sends has to be sent again. */
  moved(): void;
  /** Said once, and nothing after it. */
  over(how: InterviewEnd | Closing): void;
};

type Options = {
  readonly me: Me;
  readonly sessionId: string;
  readonly interviewId: string;
  readonly rooms: PcmRooms;
  readonly followers: Pick<Followers, "follow" | "unfollow">;
  readonly tells: GuestTells;
};

/** Somebody in a room without sound of their own. Where their page is there too, that keeps their place. */
export class PcmGuest implements Line {
  readonly #options: Options;
  #room: PcmRoom | null = null;
  #view: RoomView | null = null;
  #seq = 0;
  #state: InterviewerState | null = null;
  #voice = "";
  #ready = false;
  #over = false;
  /** What was said before the client may know that it began. */
  readonly #early: Caption[] = [];

  constructor(options: Options) {
    this.#options = options;
    options.followers.follow(options.sessionId, this);
  }

  /** Comes in and into the seat; throws AppError when one may not. */
  async enter(): Promise<PcmRoom> {
    const { rooms, me, sessionId } = this.#options;
    const room = await rooms.enter(me, this, sessionId).catch(async (error: unknown) => {
      const beside = error instanceof AppError && error.field === "takeOver" ? await rooms.there(sessionId) : undefined;
      if (!beside) throw error;
      return beside;
    });
    this.#room = room;
    this.#look();
    if (this.#view?.seatId === null) await room.happens({ kind: "seat taken", by: me.personId });
    return room;
  }

  /** Has the interview begin, if it does not run yet. What there is to be told is told from now on. */
  async begin(): Promise<void> {
    const { me, interviewId } = this.#options;
    if (this.#room && this.#view && this.#view.interview?.id !== interviewId) await this.#room.start(me.personId);
    this.#ready = true;
    this.#show();
  }

  tell<N extends FactName>(name: N, fact: Facts[N]): void {
    if (this.#over || !this.#room) return;
    if (name === "room:changed") this.#changed(fact as Facts["room:changed"]);
    if (name === "door:moved") this.#options.tells.moved();
    if (name === "caption:shown") this.#said(fact as Caption);
  }

  /** It follows from its beginning. */
  follow(): void {}

  release(_sessionId: string, why: Closing): void {
    // Their own page has the place now, and this goes on beside it.
    if (why !== "replaced") this.#end(this.#ending() ?? why);
  }

  /** The client is gone: the place is kept for a while. What is over is left for good. */
  async leave(how: "dropped" | "signed-out" | "over"): Promise<void> {
    this.#over = true;
    const { followers, sessionId, me: { personId } } = this.#options;
    followers.unfollow(sessionId, this);
    if (!this.#room?.holds(personId, this)) return;
    if (how === "over") await this.#room.happens({ kind: "left", by: personId });
    if (how === "dropped") await this.#room.dropped(personId, this);
    if (how === "signed-out") await this.#room.signedOut(personId, this);
  }

  #changed(patch: Facts["room:changed"]): void {
    if (!this.#view || patch.seq <= this.#seq) return;
    if (patch.seq !== this.#seq + 1) return this.#look();
    [this.#seq, this.#view] = [patch.seq, patched(this.#view, patch)];
    this.#show();
  }

  #look(): void {
    if (!this.#room) return;
    ({ seq: this.#seq, view: this.#view } = this.#room.look());
    this.#show();
  }

  #show(): void {
    const { tells, interviewId } = this.#options;
    const end = this.#ending();
    if (end) return this.#end(end);
    const voice = this.#view?.interviewer?.tracks.map((it) => it.producerId).join() ?? "";
    if (voice !== this.#voice) {
      this.#voice = voice;
      tells.voiceMoved();
    }
    const state = this.#view?.interviewer?.state ?? "connecting";
    if (!this.#ready || this.#view?.interview?.id !== interviewId || state === "connecting") return;
    const first = this.#state === null;
    if (first) tells.ready();
    if (this.#state !== state) tells.state(state);
    this.#state = state;
    if (first) this.#early.splice(0).forEach((it) => this.#said(it));
  }

  #said(caption: Caption): void {
    if (this.#state === null) return void this.#early.push(caption);
    const { personId, text, final } = caption;
    if (personId === null) this.#options.tells.said("AI", { text, final });
    if (personId === this.#options.me.personId) this.#options.tells.said("USER", { text, final });
  }

  /** How the interview ended; null: it did not. */
  #ending(): InterviewEnd | null {
    const last = this.#room?.look().view.lastEnd;
    return last?.interviewId === this.#options.interviewId ? last.end : null;
  }

  #end(how: InterviewEnd | Closing): void {
    if (this.#over) return;
    this.#over = true;
    this.#options.tells.over(how);
  }
}
