import type { RecordingView } from "../../proto/live/view.ts";
import type { Joined } from "../../proto/signaling.ts";
import { AppError, found } from "../kit/errors.ts";
import { short } from "../kit/ids.ts";
import type { KeptRoom, LiveSession } from "../ports/live-rooms.ts";
import type { Coming } from "./comings.ts";
import { Deserted } from "./deserted.ts";
import { LiveRoom } from "./live-room.ts";
import type { RoomMedia } from "./media/room-media.ts";
import type { Line } from "./place.ts";
import type { RoomKit } from "./room-kit.ts";
import { type RoomMemory, unsealMemory, woken } from "./room-memory.ts";

type Options = {
  readonly kit: Omit<RoomKit, "onOver">;
  readonly openMedia: () => Promise<RoomMedia>;
};
type Changed = { readonly grindId?: string; readonly sessionId?: string };
type Person = { readonly personId: string; readonly name: string };
type Entering = Omit<Coming, "consents"> & { readonly sessionId: string };

/** How long before its start a scheduled session's room opens. */
const openMs = 15 * 60_000;
/** How often rooms look at the clock. Higher is late with hand-overs, lower costs more while nothing happens. */
const tickMs = 100;
const restarting = "The server is about to restart. Try again in a minute; sessions go on where they were.";

/** All rooms of this server. One is opened when somebody first comes, and forgotten when it is over. */
export class Rooms {
  readonly #kit: RoomKit;
  readonly #openMedia: () => Promise<RoomMedia>;
  readonly #rooms = new Map<string, Promise<LiveRoom>>();
  readonly #open = new Set<LiveRoom>();
  readonly #deserted: Deserted;
  readonly #timer: ReturnType<typeof setInterval>;
  #stopping = false;
  /** Grows with each change elsewhere of who may come in, and as what. */
  #changes = 0;

  private constructor({ kit, openMedia }: Options) {
    this.#kit = { ...kit, onOver: (sessionId) => void this.#forget(sessionId) };
    this.#openMedia = openMedia;
    this.#deserted = new Deserted({ store: kit.store, open: (...room) => this.#of(...room) });
    this.#timer = setInterval(() => this.#open.forEach((it) => it.tick(kit.clock.now())), tickMs);
  }

  /** Opens again what was open when the server last ended. */
  static async open(options: Options): Promise<Rooms> {
    const rooms = new Rooms(options);
    // What another process has is left alone.
    for (const { session } of await options.kit.store.kept()) {
      if (await options.kit.store.claim(session.id)) await rooms.#of(session).catch(unlessOver);
    }
    return rooms;
  }

  /** Throws AppError "not-found" for a session that is not theirs to see, and what the room itself says. */
  async enter(
    person: Person,
    line: Line,
    { sessionId, ...coming }: Entering,
  ): Promise<{ room: LiveRoom; joined: Joined }> {
    if (this.#stopping) throw new AppError("unavailable", restarting);
    const at = { sessionId, personId: person.personId, now: new Date(this.#kit.clock.now()), openMs };
    for (;;) {
      const changes = this.#changes;
      const { session, role, removed, consents } = found(await this.#kit.store.enter(at), "session");
      if (removed) {
        throw new AppError("forbidden", "A moderator removed you from this session. You can join the next one.");
      }
      const room = await this.#of(session);
      // What changed while they were looked up is told to those who are in rooms, so not to them: look again.
      if (changes !== this.#changes) continue;
      return { room, joined: await room.enter({ ...person, role }, line, { ...coming, consents }) };
    }
  }

  /** The session's room, if it is open here; undefined: it is not. */
  async there(sessionId: string): Promise<LiveRoom | undefined> {
    const room = await this.#rooms.get(sessionId);
    return room?.over ? undefined : room;
  }

  /** Ends rooms whose process is gone for good and to which nobody came back; resolves to how many. */
  endDeserted(now: Date): Promise<number> {
    return this.#deserted.end(now);
  }

  /**
   * Something that is stored changed: who may be in a grind's rooms and as what, what may be recorded in a session, or
   * whether it is over. Those rooms look, or all of them, and follow.
   */
  async recheck({ grindId, sessionId }: Changed = {}): Promise<void> {
    this.#changes++;
    const all = grindId === undefined && sessionId === undefined;
    const concerned = [...this.#open].filter((it) => all || it.grindId === grindId || it.sessionId === sessionId);
    await Promise.all(concerned.map((it) => it.recheck()));
  }

  /** An interview is over for another reason than what happens in its room, which follows. */
  async interviewEnded(interviewId: string): Promise<void> {
    await Promise.all([...this.#open].map((it) => it.follows({ kind: "interview over", interviewId })));
  }

  /** How the recording of an interview stands, told to its room. */
  recordingIs(interviewId: string, view: RecordingView): void {
    for (const room of this.#open) room.recordingIs(interviewId, view);
  }

  /** Lets nobody in any more, keeps what is open for the next process, and lets go of its media. */
  async close(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    this.#open.forEach((it) => it.warnOfStop());
    const rooms = await Promise.allSettled(this.#rooms.values());
    await Promise.all(rooms.flatMap((it) => it.status === "fulfilled" ? it.value.rest() : []));
    await Promise.all([...this.#rooms.keys()].map((it) => this.#kit.store.release(it)));
    this.#rooms.clear();
    this.#open.clear();
  }

  /** `sinceMs`: since when nobody is in one that was kept, where that is known. */
  #of(session: LiveSession, sinceMs = this.#kit.clock.now()): Promise<LiveRoom> {
    const there = this.#rooms.get(session.id);
    if (there) return there;
    const opening = this.#openOne(session, sinceMs);
    this.#rooms.set(session.id, opening);
    opening.catch(() => this.#rooms.delete(session.id)); // whoever asked hears why
    return opening;
  }

  /** A new room, or the one that was kept, which another process may have left behind. */
  async #openOne(session: LiveSession, sinceMs: number): Promise<LiveRoom> {
    const { store, log } = this.#kit;
    if (!await store.claim(session.id)) throw elsewhere(await store.holder(session.id));
    try {
      const [kept] = await store.kept(session.id);
      const memory = kept ? await this.#wake(kept, sinceMs) : null;
      const room = new LiveRoom({ session, media: await this.#openMedia(), kit: this.#kit, memory });
      this.#open.add(room);
      if (memory) await room.recheck(); // what changed while no process had it was told to nobody
      log.info("room open", { session: short(session.id), again: memory !== null });
      return room;
    } catch (error) {
      await store.release(session.id);
      throw error;
    }
  }

  /** Throws AppError "closed" when it does not open any more; its session is over then. */
  async #wake({ session, room, running }: KeptRoom, sinceMs: number): Promise<RoomMemory> {
    const { store, clock, tape } = this.#kit;
    const now = new Date(clock.now());
    const memory = this.#remember(session.id, room);
    if (!memory) {
      await store.end(session.id, now);
      throw new AppError("closed", "This session is over. Look for the next one in its grind.");
    }
    const state = woken(memory.state, running, sinceMs);
    // Begun in the last moment of the process before: nobody would end it, and its owner could begin no other.
    const lost = running.filter((it) => it !== state.interview?.id);
    await Promise.all(lost.map((it) => store.finish(it, "FAILED", now).then(() => tape.end(it))));
    return { ...memory, state };
  }

  #remember(sessionId: string, sealed: Uint8Array): RoomMemory | null {
    try {
      return unsealMemory(sealed, sessionId, this.#kit.seal);
    } catch (error) {
      // It cannot be opened any more, whatever is done; its people are better off with a new room than without a server.
      this.#kit.log.error("a room that was kept does not open and is ended", { session: short(sessionId), error });
      return null;
    }
  }

  async #forget(sessionId: string): Promise<void> {
    const room = await this.#rooms.get(sessionId);
    if (!room) return;
    this.#rooms.delete(sessionId);
    this.#open.delete(room);
    await room.rest();
    await this.#kit.store.release(sessionId);
    this.#kit.log.info("room over", { session: short(sessionId) });
  }
}

function elsewhere(node: string | null): AppError {
  const where = "This session's room is open on another node of this server";
  if (node === null) return new AppError("unavailable", `${where}, which nobody set up a way to. Tell who runs it.`);
  const way = `/n/${node}`;
  return new AppError("unavailable", `${where}, which is reached below ${way}. Go there and join again.`, { way });
}

/** A room that was kept and does not open any more ends its session; the server starts all the same. */
function unlessOver(error: unknown): void {
  if (!(error instanceof AppError && error.code === "closed")) throw error;
}
