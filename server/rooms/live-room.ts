import type { MediaDoor } from "../../proto/live/media.ts";
import type { RecordingView, RoomView } from "../../proto/live/view.ts";
import type { Purpose, Source } from "../../proto/live/words.ts";
import type { Joined } from "../../proto/signaling.ts";
import type { RoomEvent } from "../domain/seat/events.ts";
import { decide } from "../domain/seat/rules.ts";
import { newRoom, type RoomState } from "../domain/seat/state.ts";
import type { Step } from "../domain/seat/step.ts";
import { unheard } from "../domain/seat/stored.ts";
import { nextDueMs } from "../domain/seat/timers.ts";
import { AppError } from "../kit/errors.ts";
import { Serial } from "../kit/serial.ts";
import { Soon } from "../kit/soon.ts";
import type { LiveSession } from "../ports/live-rooms.ts";
import type { RoomMedia, Stream } from "./media/room-media.ts";
import { Passes } from "./passes.ts";
import type { Guest, Line } from "./place.ts";
import { Presence } from "./presence.ts";
import { type RoomKit, store } from "./room-kit.ts";
import { openParts, type RoomParts } from "./room-parts.ts";
import { type RoomMemory, sealMemory } from "./room-memory.ts";
import { Screen } from "./screen.ts";
import { viewOf } from "./shown.ts";
import type { Speech } from "./speech.ts";
import type { Publication } from "./stage.ts";
import { Talk } from "./talk.ts";
import { Upkeep } from "./upkeep.ts";

type Options = { session: LiveSession; media: RoomMedia; kit: RoomKit; memory: RoomMemory | null };
export type Coming = {
  readonly consents: readonly Purpose[];
  readonly resume?: string | undefined;
  readonly generation?: number | undefined;
  readonly takeOver: boolean;
};

/** How long changes are gathered before they are kept. Higher writes less, lower loses less with a killed process. */
const keepAfterMs = 200;
const noInterviewer = "The interviewer cannot come into this room. A moderator can start another session.";

/** One room: who is in it, who may do what, what was said. What happens in it happens one after the other. */
export class LiveRoom {
  readonly media: RoomMedia;
  readonly #parts: RoomParts;
  readonly #session: LiveSession;
  readonly #kit: RoomKit;
  readonly #talk: Talk;
  readonly #passes: Passes;
  readonly #presence: Presence;
  readonly #serial = new Serial();
  readonly #keep: Soon;
  readonly #upkeep: Upkeep;
  readonly #screen: Screen;
  #state: RoomState;
  #waiting: string | null;

  constructor({ session, media, kit, memory }: Options) {
    this.#session = session;
    this.#waiting = session.waitingInterviewId;
    this.#kit = kit;
    this.media = media;
    this.#state = memory ? memory.state : fresh(session, kit.clock.now());
    this.#talk = new Talk(memory?.spoken);
    this.#passes = new Passes(memory?.passes);
    this.#presence = new Presence(session.id, this.#passes);
    this.#keep = new Soon({
      afterMs: keepAfterMs,
      work: () => this.#write(),
      report: (error) => kit.log.error("a room could not be kept", { error }),
    });
    this.#upkeep = new Upkeep({
      ...kit,
      happens: (event) => this.happens(event),
      looks: () => this.#followStored(),
      timePasses: () => this.#timePasses(),
    });
    this.#parts = openParts({
      ...{ session, kit, media, presence: this.#presence, talk: this.#talk, keep: this.#keep },
      memory: memory?.interviewer,
      state: () => this.#state,
      happens: (event) => this.happens(event),
      follows: (event) => this.follows(event),
      // While the room is being made there is nobody to tell.
      show: () => (this.#screen as Screen | undefined)?.show(),
    });
    this.#screen = new Screen({ sessionId: session.id, cry: kit.cry, view: () => this.#look() });
    this.#followMedia();
  }

  /** What is written and shown in it. */
  get speech(): Speech {
    return this.#parts.speech;
  }

  get over(): boolean {
    return this.#state.over;
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
  async start(personId: string): Promise<void> {
    const { interviewing } = this.#parts;
    if (this.#session.mode === "ai" && !interviewing) throw new AppError("unavailable", noInterviewer);
    await interviewing?.ready();
    const waiting = this.#waiting;
    const event: RoomEvent = { kind: "interview started", by: personId, freshId: waiting ?? this.#kit.ids.next() };
    // What the rules refuse, or a database that stumbles, leaves the interview waiting; one that was called off does not wait.
    decide(this.#state, event, this.#kit.clock.now());
    this.#waiting = null;
    await this.happens(event).catch((error: unknown) => {
      if (!(error instanceof AppError)) this.#waiting = waiting;
      throw error;
    });
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
    return this.#serial.run(async () => {
      const { personId, name, role } = guest;
      const before = this.#presence.admit(personId, line, coming);
      const person = { id: personId, name, role, host: this.#session.madeById === personId };
      const step = decide(this.#state, { kind: "entered", person, consents: coming.consents }, this.#kit.clock.now());
      const keepsDoor = before !== undefined && coming.generation === before.door.generation;
      const door = keepsDoor ? before.door : await this.media.enter(personId);
      if (!keepsDoor) this.#presence.through(personId, door);
      await this.#note(personId);
      const resume = this.#presence.take(personId, line, door);
      line.follow(this.#session.id);
      await this.#become(step);
      return { me: personId, resume, ...this.look(), ...this.#talk.spoken, door, nowMs: this.#kit.clock.now() };
    });
  }

  /** A page is gone without a word: the place of who used it is kept. */
  dropped(personId: string, line: Line): Promise<void> {
    return this.#ofLine(personId, line, () => {
      this.#presence.dropped(personId);
      return { kind: "dropped", by: personId };
    });
  }

  /** The page's device was signed out: whoever used it is out. */
  signedOut(personId: string, line: Line): Promise<void> {
    return this.#ofLine(personId, line, () => ({ kind: "signed out", of: personId }));
  }

  /** Something happens by the rules; throws AppError when it may not. */
  happens(event: RoomEvent): Promise<void> {
    return this.#serial.run(() => this.#become(decide(this.#state, event, this.#kit.clock.now())));
  }

  /** What happened elsewhere and holds here too; what fails is tried again until the room has followed. */
  async follows(event: RoomEvent): Promise<void> {
    if (!this.over) await this.#upkeep.follows(event);
  }

  /** What is stored of it may have changed elsewhere: it looks, and follows; what fails is tried again. */
  async recheck(): Promise<void> {
    if (!this.over) await this.#upkeep.looks();
  }

  /** Somebody pauses or opens a stream of theirs; who opens a microphone that was muted is no longer muted. */
  async pause(personId: string, source: Source, paused: boolean): Promise<void> {
    const muted = this.#state.people[personId]?.muted ?? false;
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
    if (!this.over) this.#upkeep.tick(nowMs, nextDueMs(this.#state));
  }

  /** Looks while nothing else happens here, so that what it finds is never older than the room. */
  #followStored(): Promise<void> {
    return this.#serial.run(async () => {
      if (this.over) return;
      const stored = await this.#kit.store.stored(this.#session.id, Object.keys(this.#state.people));
      for (const event of unheard(this.#state, stored)) {
        await this.#become(decide(this.#state, event, this.#kit.clock.now()));
      }
    });
  }

  /** Who gets the seat and is in an interview elsewhere, which only storing shows, gets it without another one. */
  #timePasses(): Promise<void> {
    const { ids, clock } = this.#kit;
    const happens = (freshId: string | null) =>
      this.#become(decide(this.#state, { kind: "time passed", freshId }, clock.now()));
    return this.#serial.run(() =>
      happens(ids.next()).catch((error: unknown) => {
        if (error instanceof AppError && error.code === "conflict") return happens(null);
        throw error;
      })
    );
  }

  /** Tells everybody that the server is about to stop. */
  warnOfStop(): void {
    this.#kit.cry(this.#session.id, "server:stopping", {});
  }

  /** Keeps the room for the next process and lets go of its media; people come back to their places. */
  async rest(): Promise<void> {
    await this.#serial.settled();
    await this.#parts.interviewing?.close();
    if (!this.over) await this.#keep.now();
    await this.media.close();
  }

  /** What happens to a page, unless another one was faster and is whose they are by then. */
  #ofLine(personId: string, line: Line, event: () => RoomEvent): Promise<void> {
    return this.#serial.run(async () => {
      if (this.over || !this.holds(personId, line)) return;
      await this.#become(decide(this.#state, event(), this.#kit.clock.now()));
    });
  }

  /** Notes that somebody came in; without that they do not, and have no door here. */
  async #note(personId: string): Promise<void> {
    try {
      await this.#kit.store.joined(this.#session.id, personId, new Date(this.#kit.clock.now()));
    } catch (error) {
      if (!(personId in this.#state.people)) this.media.leave(personId);
      throw error;
    }
  }

  #look(): RoomView {
    return viewOf({
      session: this.#session,
      state: this.#state,
      recording: this.#parts.recording.view,
      interviewer: this.#parts.interviewing?.view ?? null,
      tracksOf: (id) => this.#parts.stage.tracksOf(id),
    });
  }

  async #write(): Promise<void> {
    if (this.over) return;
    const words = {
      spoken: this.#talk.spoken,
      passes: this.#passes.hashes,
      interviewer: this.#parts.interviewing?.memory,
    };
    const memory = { format: 2, state: this.#state, ...words } as const;
    await this.#kit.store.keep(this.#session.id, sealMemory(memory, this.#kit.seal));
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

  /** Stores first, then is what the rules said, then tells. */
  async #become({ room, effects }: Step): Promise<void> {
    await store(this.#kit, room, effects);
    this.#state = room;
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
    this.#keep.ask();
    if (room.over) this.#kit.onOver(this.#session.id);
  }
}

/** It waits for people from now on: it is opened because somebody comes, who may be refused and come again. */
function fresh({ id: sessionId, minutes, ...session }: LiveSession, nowMs: number): RoomState {
  const { mode, startedAtMs, startsAtMs, firstSeatId } = session;
  const room = newRoom({ sessionId, mode, startedAtMs, startsAtMs, firstSeatId, limitMs: minutes * 60_000 });
  return { ...room, emptySinceMs: nowMs };
}
