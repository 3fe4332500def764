import type { types } from "mediasoup";
import type { TrackView } from "../../../proto/live/view.ts";
import type { Source } from "../../../proto/live/words.ts";
import { Serial } from "../../kit/serial.ts";
import type { Door } from "./door.ts";
import type { Wing } from "./wing.ts";

/** A stream as those who receive it know it, and where in the room it is sent to. */
export type Heard = { readonly personId: string; readonly wing: Wing; readonly producer: types.Producer };
/** One stream that somebody sends. `made`: on this server, so that no door of theirs ends it. */
export type Track = Heard & { readonly source: Source; readonly made: boolean };
/** Makes a stream on this server that comes out of that router. */
export type MakesStream = (router: types.Router) => Promise<types.Producer>;

/** Somebody in the room, as media knows them: the door that is theirs, what they send and what they receive. */
export class Guest {
  readonly personId: string;
  /** Doors are made and tracks begun one after the other. */
  readonly serial = new Serial();
  door: Door | undefined;
  readonly tracks = new Map<Source, Track>();
  readonly consumers = new Map<string, types.Consumer>();
  /** What is received or about to be, by producer. */
  readonly consuming = new Map<string, Promise<types.Consumer | undefined>>();

  constructor(personId: string) {
    this.personId = personId;
  }

  get views(): readonly TrackView[] {
    return [...this.tracks.values()].map(({ source, producer }) => ({
      producerId: producer.id,
      source,
      paused: producer.paused,
    }));
  }

  /** Closes the door and all that goes through it. Nobody is told. */
  drop(): void {
    const made = [...this.tracks.values()].filter((it) => it.made);
    this.tracks.clear();
    for (const { producer } of made) producer.close();
    this.consumers.clear();
    this.consuming.clear();
    this.door?.close();
    this.door = undefined;
  }
}
