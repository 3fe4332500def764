import type { MediaDoor } from "../../proto/live/media.ts";
import type { RecordingView, RoomView } from "../../proto/live/view.ts";
import type { Source } from "../../proto/live/words.ts";
import type { Joined } from "../../proto/signaling.ts";
import type { RoomEvent } from "../domain/seat/events.ts";
import type { RoomState } from "../domain/seat/state.ts";
import type { Step } from "../domain/seat/step.ts";
import type { LiveSession } from "../ports/live-rooms.ts";
import { type Coming, Comings } from "./comings.ts";
import { Course } from "./course.ts";
import { Keeping } from "./keeping.ts";
import type { RoomMedia, Stream } from "./media/room-media.ts";
import { Passes } from "./passes.ts";
import type { Guest, Line } from "./place.ts";
import { Presence } from "./presence.ts";
import type { RoomKit } from "./room-kit.ts";
import { openParts, type RoomParts } from "./room-parts.ts";
import type { RoomMemory } from "./room-memory.ts";
import { Screen } from "./screen.ts";
import { viewOf } from "./shown.ts";
import type { Speech } from "./speech.ts";
import type { Publication } from "./stage.ts";
import { Starting } from "./starting.ts";
import { Talk } from "./talk.ts";

type Options = { session: LiveSession; media: RoomMedia; kit: RoomKit; memory: RoomMemory | null };

/** One room: who is in it, who may do what, what was said. What happens in it happens one after the other. */
export class LiveRoom {
  readonly media: RoomMedia;
  readonly #parts: RoomParts;
  readonly #session: LiveSession;
  readonly #kit: RoomKit;
  readonly #talk: Talk;
  readonly #presence: Presence;
  readonly #course: Course;
  readonly #comings: Comings;
  readonly #starting: Starting;
  readonly #keeping: Keeping;
  readonly #screen: Screen;

  constructor({ session, media, kit, memory }: Options) {
    this.#session = session;
    this.#kit = kit;
    this.media = media;
    const course = this.#course = new Course({
      ...{ session, kit, state: memory?.state },
      became: (step) => this.#became(step),
    });
    const state = (): RoomState => course.state;
    const talk = this.#talk = new Talk(memory?.spoken);
    const passes = new Passes(memory?.passes);
    const presence = this.#presence = new Presence(session.id, passes);
    const interviewer = (): unknown => this.#parts.interviewing?.memory;
    const keeping = this.#keeping = new Keeping({ kit, state, talk, passes, interviewer });
    this.#parts = openParts({
      ...{ session, kit, media, presence, talk, keeping, state },
      memory: memory?.interviewer,
      happens: (event) => course.happens(event),
      follows: (event) => course.follows(event),
      // While the room is being made there is nobody to tell.
      show: () => (this.#screen as Screen | undefined)?.show(),
    });
    this.#screen = new Screen({ sessionId: session.id, cry: kit.cry, view: () => this.#look() });
    const shows = () => ({ ...this.look(), ...this.#talk.spoken });
    this.#comings = new Comings({ session, kit, course, media, presence, shows });
    this.#starting = new Starting({ session, course, interviewing: this.#parts.interviewing, ids: kit.ids });
    this.#followMedia();
  }

  /** What is written and shown in it. */
  get speech(): Speech {
    return this.#parts.speech;
  }

  get over(): boolean {
    return this.#course.over;
  }

  get sessionId(): string {
    return this.#session.id;
  }

  /** null: somebody practises alone in it. */
  get grindId(): string | null {
    return this.#session.grind?.id ?? null;
  }

  /** The AI interviewer's voice, for who receives it without a door; null: there is none at the moment. */
  get interviewerStream(): Stream | null {
    return this.media.houseStream;
  }

  /** Somebody starts the interview of who is in the seat; one that was taken for this session before is the one that begins. */
  start(personId: string): Promise<void> {
    return this.#starting.start(personId);
  }

  /** What everybody sees now, and how many changes led to it. */
  look(): ReturnType<Screen["look"]> {
    return this.#screen.look();
  }

  /** Whether `line` is the page that somebody is here with. */
  holds(personId: string, line: Line): boolean {
    return this.#presence.holds(personId, line);
  }

  /** Somebody comes in or back; throws AppError when they may not. */
  enter(guest: Guest, line: Line, coming: Coming): Promise<Joined> {
    return this.#comings.enter(guest, line, coming);
  }

  /** A page is gone without a word: the place of who used it is kept. */
  dropped(personId: string, line: Line): Promise<void> {
    return this.#comings.dropped(personId, line);
  }

  /** The page's device was signed out: whoever used it is out. */
  signedOut(personId: string, line: Line): Promise<void> {
    return this.#comings.signedOut(personId, line);
  }

  /** Something happens by the rules; throws AppError when it may not. */
  happens(event: RoomEvent): Promise<void> {
    return this.#course.happens(event);
  }

  /** What happened elsewhere and holds here too; what fails is tried again until the room has followed. */
  follows(event: RoomEvent): Promise<void> {
    return this.#course.follows(event);
  }

  /** What is stored of it may have changed elsewhere: it looks, and follows; what fails is tried again. */
  recheck(): Promise<void> {
    return this.#course.recheck();
  }

  /** Somebody pauses or opens a stream of theirs; who opens a microphone that was muted is no longer muted. */
  async pause(personId: string, source: Source, paused: boolean): Promise<void> {
    const muted = this.#course.state.people[personId]?.muted ?? false;
    if (source === "mic" && !paused && muted) await this.happens({ kind: "unmuted", by: personId });
    await this.#parts.stage.pause(personId, source, paused);
    this.#screen.show();
  }

  /** Sends a stream; throws AppError "forbidden" for who may not. Gives the producer's id. */
  async publish(personId: string, publication: Publication): Promise<string> {
    const producerId = await this.#parts.stage.publish(personId, publication);
    this.#screen.show();
    return producerId;
  }

  stop(personId: string, source: Source): void {
    this.#parts.stage.stop(personId, source);
    this.#followTracks();
  }

  /** Another door for somebody whose media does not get through this one. */
  async renew(personId: string): Promise<MediaDoor> {
    const door = await this.media.renew(personId);
    this.#presence.through(personId, door);
    this.#followTracks();
    return door;
  }

  /** How the recording of an interview stands. */
  recordingIs(interviewId: string, view: RecordingView): void {
    this.#parts.recording.is(interviewId, view);
  }

  /** Does what is due by now. */
  tick(nowMs: number): void {
    this.#course.tick(nowMs);
  }

  /** Tells everybody that the server is about to stop. */
  warnOfStop(): void {
    this.#kit.cry(this.#session.id, "server:stopping", {});
  }

  /** Keeps the room for the next process and lets go of its media; people come back to their places. */
  async rest(): Promise<void> {
    await this.#course.settled();
    await this.#parts.interviewing?.close();
    if (!this.over) await this.#keeping.now();
    await this.media.close();
  }

  #look(): RoomView {
    return viewOf({
      session: this.#session,
      state: this.#course.state,
      recording: this.#parts.recording.view,
      interviewer: this.#parts.interviewing?.view ?? null,
      tracksOf: (id) => this.#parts.stage.tracksOf(id),
    });
  }

  #followMedia(): void {
    this.media.events.on("voices", (voices) => this.#kit.cry(this.#session.id, "voices:heard", voices));
    this.media.events.on("tracks", () => this.#followTracks());
    this.media.events.on("house", () => this.#followTracks());
    this.media.events.on("moved", (personId, door) => {
      this.#presence.through(personId, door);
      this.#presence.of(personId)?.line.tell("door:moved", door);
      this.#followTracks();
    });
  }

  /** A stream is gone: it is recorded no longer. */
  #followTracks(): void {
    void this.#parts.follow();
    this.#screen.show();
  }

  #warn(leftMs: number): void {
    this.#kit.cry(this.#session.id, "time:warned", { leftMs });
    this.#parts.interviewing?.timeLeft(leftMs);
  }

  /** Holds streams to what the room is now, then tells. */
  async #became({ room, effects }: Step): Promise<void> {
    await this.#parts.stage.enforceAll(Object.keys(room.people));
    this.#screen.show();
    for (const effect of effects) {
      if (effect.kind === "warn") this.#warn(effect.leftMs);
      if (effect.kind === "close") this.#presence.releaseAll(effect.why);
      if (effect.kind !== "expel") continue;
      this.media.leave(effect.personId);
      this.#parts.stage.forget(effect.personId);
      this.#presence.release(effect.personId, effect.why);
    }
    this.#keeping.ask();
    if (room.over) this.#kit.onOver(this.#session.id);
  }
}
