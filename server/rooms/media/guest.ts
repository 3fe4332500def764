import type { types } from "mediasoup";
import type { TrackView } from "../../../proto/live/view.ts";
import type { Source } from "../../../proto/live/words.ts";
import { Serial } from "../../kit/serial.ts";
import type { Door } from "./door.ts";

/** One stream that somebody sends. */
export type Track = {
  readonly personId: string;
  readonly source: Source;
  readonly door: Door;
  readonly producer: types.Producer;
};

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
    this.tracks.clear();
    this.consumers.clear();
    this.consuming.clear();
    this.door?.close();
    this.door = undefined;
  }
}
