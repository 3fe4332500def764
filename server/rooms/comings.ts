import type { MediaDoor } from "../../proto/live/media.ts";
import type { Purpose } from "../../proto/live/words.ts";
import type { Joined } from "../../proto/signaling.ts";
import type { RoomEvent } from "../domain/seat/events.ts";
import type { LiveSession } from "../ports/live-rooms.ts";
import type { Course } from "./course.ts";
import type { RoomMedia } from "./media/room-media.ts";
import type { Guest, Line } from "./place.ts";
import type { Presence } from "./presence.ts";
import type { RoomKit } from "./room-kit.ts";

type Options = {
  readonly session: Pick<LiveSession, "id" | "madeById">;
  readonly kit: Pick<RoomKit, "store" | "clock">;
  readonly course: Course;
  readonly presence: Presence;
  readonly media: Pick<RoomMedia, "enter" | "leave">;
  /** What whoever comes in sees, and what was said before. */
  readonly shows: () => Pick<Joined, "seq" | "view" | "chat" | "captions">;
};
/** With what somebody comes to a room. */
export type Coming = {
  readonly consents: readonly Purpose[];
  readonly resume?: string | undefined;
  readonly generation?: number | undefined;
  readonly takeOver: boolean;
};

/** Who comes into a room and who goes out of it: a place by the rules, one page that holds it, and one door for its media. */
export class Comings {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Somebody comes in or back; throws AppError when they may not. */
  enter({ personId, name, role }: Guest, line: Line, coming: Coming): Promise<Joined> {
    const { session, kit, course, presence, shows } = this.#options;
    return course.inTurn(async (become) => {
      const before = presence.admit(personId, line, coming);
      const person = { id: personId, name, role, host: session.madeById === personId };
      const step = course.would({ kind: "entered", person, consents: coming.consents });
      const door = await this.#door(personId, before?.door, coming);
      await this.#note(personId);
      const resume = presence.take(personId, line, door);
      line.follow(session.id);
      await become(step);
      return { me: personId, resume, ...shows(), door, nowMs: kit.clock.now() };
    });
  }

  /** A page is gone without a word: the place of who used it is kept. */
  dropped(personId: string, line: Line): Promise<void> {
    return this.#ofLine(personId, line, () => {
      this.#options.presence.dropped(personId);
      return { kind: "dropped", by: personId };
    });
  }

  /** The page's device was signed out: whoever used it is out. */
  signedOut(personId: string, line: Line): Promise<void> {
    return this.#ofLine(personId, line, () => ({ kind: "signed out", of: personId }));
  }

  /** Who comes back with the door that is theirs still keeps it. */
  async #door(personId: string, before: MediaDoor | undefined, { generation }: Coming): Promise<MediaDoor> {
    const { media, presence } = this.#options;
    if (before && generation === before.generation) return before;
    const door = await media.enter(personId);
    presence.through(personId, door);
    return door;
  }

  /** Notes that somebody came in; without that they do not, and have no door here. */
  async #note(personId: string): Promise<void> {
    const { session, kit, course, media } = this.#options;
    try {
      await kit.store.joined(session.id, personId, new Date(kit.clock.now()));
    } catch (error) {
      if (!(personId in course.state.people)) media.leave(personId);
      throw error;
    }
  }

  /** What happens to a page, unless another one was faster and is whose they are by then. */
  #ofLine(personId: string, line: Line, event: () => RoomEvent): Promise<void> {
    const { course, presence } = this.#options;
    return course.inTurn(async (become) => {
      if (course.over || !presence.holds(personId, line)) return;
      await become(course.would(event()));
    });
  }
}
