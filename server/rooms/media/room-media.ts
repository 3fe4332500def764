import type { types } from "mediasoup";
import type { ConsumerOffer, IceServer, MediaDoor, Opaque } from "../../../proto/live/media.ts";
import type { TrackView } from "../../../proto/live/view.ts";
import type { Source } from "../../../proto/live/words.ts";
import { AppError, found } from "../../kit/errors.ts";
import { Emitter } from "../../kit/emitter.ts";
import { type Ids, short } from "../../kit/ids.ts";
import type { Log } from "../../kit/log.ts";
import type { At, Door } from "./door.ts";
import { Doors, over } from "./doors.ts";
import { Guest, type Heard, type MakesStream } from "./guest.ts";
import { HouseVoice } from "./house-voice.ts";
import { Listening } from "./listening.ts";
import { noWorker } from "./refusals.ts";
import { Sending, type Wanted } from "./sending.ts";
import { type Voice, whenChanged } from "./voices.ts";
import type { Wing } from "./wing.ts";
import { defaultPerWorker } from "./wings.ts";
import type { WorkerPool } from "./worker-pool.ts";

type Options = {
  readonly pool: WorkerPool;
  readonly ids: Ids;
  readonly log: Log;
  readonly iceServers: (personId: string) => readonly IceServer[];
  readonly consumersPerWorker?: number;
  /** People receive what they send themselves, to hear how they sound. */
  readonly alone?: boolean;
};

export type RoomMediaEvents = {
  /** Their door is gone and this is the new one; all their tracks are gone with the old one. */
  moved: [personId: string, door: MediaDoor];
  /** Who is heard now; said when it changes. */
  voices: [voices: readonly Voice[]];
  /** What they send is no longer what it was, without anybody having asked. */
  tracks: [personId: string];
  /** The voice of this server itself is elsewhere, or nowhere. */
  house: [];
};

/** A stream, and the router that it is sent to. */
export type Stream = { readonly source: Source; readonly producer: types.Producer; readonly router: types.Router };
export type TheirStream = Stream & { readonly personId: string; readonly agreedBy: string };

/** Sound and pictures of one room. It knows people by id alone and asks nobody who may do what. */
export class RoomMedia {
  readonly events: Emitter<RoomMediaEvents>;
  readonly #pool: WorkerPool;
  readonly #log: Log;
  readonly #doors: Doors;
  readonly #sending: Sending;
  readonly #listening: Listening;
  readonly #guests = new Map<string, Guest>();
  #house: HouseVoice | undefined;
  #closed = false;

  private constructor(options: Options) {
    const { pool, ids, log, iceServers, alone = false, consumersPerWorker = defaultPerWorker } = options;
    this.#pool = pool;
    this.#log = log.with({ media: short(ids.next()) });
    this.events = new Emitter((error, event) => this.#log.error("listener failed", { event, error }));
    this.#sending = new Sending((personId) => this.events.emit("tracks", personId));
    this.#listening = new Listening({ track: (producerId) => this.#track(producerId), own: alone });
    const onVoices = whenChanged(() => this.#doors.heard, (voices) => this.events.emit("voices", voices));
    this.#doors = new Doors({
      pool,
      consumersPerWorker,
      iceServers,
      here: (guest) => this.#here(guest),
      tracks: () => this.#sending.count,
      onLost: (wing) => this.#lost(wing),
      onVoices,
    });
  }

  /** Throws AppError "unavailable" while no worker runs. */
  static async open(options: Options): Promise<RoomMedia> {
    const media = new RoomMedia(options);
    await media.#doors.begin();
    return media;
  }

  /** Both ways of a new door. Who has one gets another, and what went through the old one is gone. */
  async enter(personId: string): Promise<MediaDoor> {
    if (this.#closed) throw over();
    const guest = this.#guests.get(personId) ?? new Guest(personId);
    this.#guests.set(personId, guest);
    return await guest.serial.run(() => this.#doors.open(guest));
  }

  leave(personId: string): void {
    const guest = this.#guests.get(personId);
    if (!guest) return;
    this.#guests.delete(personId);
    this.#doors.drop(guest);
  }

  async connect(
    personId: string,
    { generation, side, dtlsParameters }: At & { dtlsParameters: Opaque },
  ): Promise<void> {
    await this.#door(personId, generation).connect(side, dtlsParameters);
  }

  /** The same way finds a new route: what comes back goes to the page's transport. */
  async restart(personId: string, { generation, side }: At): Promise<Opaque> {
    return await this.#door(personId, generation).restart(side);
  }

  async renew(personId: string): Promise<MediaDoor> {
    this.#guest(personId);
    return await this.enter(personId);
  }

  /** Begins a stream, `silent` when nobody may receive it yet. One of the same source ends. */
  async publish(personId: string, what: Wanted): Promise<string> {
    const guest = this.#guest(personId);
    const { door } = guest;
    if (!door) throw noWorker();
    return await guest.serial.run(() => this.#sending.publish(guest, door, what));
  }

  /** Stops or lets through what they send; everybody sees it as `paused`. */
  async hush(personId: string, source: Source, silent: boolean): Promise<void> {
    await this.#sending.hush(this.#guest(personId), source, silent);
  }

  stop(personId: string, source: Source): void {
    const guest = this.#guests.get(personId);
    if (guest) this.#sending.stop(guest, source);
  }

  tracks(personId: string): readonly TrackView[] {
    return this.#guests.get(personId)?.views ?? [];
  }

  /** What they send, as it is for who records or hears it. */
  streams(personId: string): readonly TheirStream[] {
    const tracks = [...this.#guests.get(personId)?.tracks.values() ?? []];
    return tracks.map(({ source, producer, wing }) => ({
      ...{ personId, agreedBy: personId },
      ...{ source, producer, router: wing.router },
    }));
  }

  /** From now on this server itself has a voice here, made by `make` wherever it is; said by "house". */
  host(make: MakesStream): void {
    this.#house = new HouseVoice({
      place: () => this.#doors.space(),
      leave: (wing) => this.#doors.leave(wing),
      make,
      onChange: () => this.events.emit("house"),
      log: this.#log,
    });
  }

  /** It has none any more. Resolves when nothing of it is under way. */
  async unhost(): Promise<void> {
    await this.#house?.close();
  }

  get houseTracks(): readonly TrackView[] {
    return this.#house?.views ?? [];
  }

  /** null: it has no voice here at the moment. */
  get houseStream(): Stream | null {
    const stream = this.#house?.stream;
    return stream ? { source: "mic", producer: stream.producer, router: stream.wing.router } : null;
  }

  /** What is theirs, unknown or cannot be received by this page is left out. */
  async consume(
    personId: string,
    { producerIds, rtpCapabilities }: { producerIds: readonly string[]; rtpCapabilities: Opaque },
  ): Promise<readonly ConsumerOffer[]> {
    return await this.#listening.consume(this.#guest(personId), producerIds, rtpCapabilities);
  }

  async play(
    personId: string,
    { consumerIds, playing }: { consumerIds: readonly string[]; playing: boolean },
  ): Promise<void> {
    await this.#listening.play(this.#guest(personId), consumerIds, playing);
  }

  async prefer(personId: string, { consumerId, layer }: { consumerId: string; layer: number }): Promise<void> {
    await this.#listening.prefer(this.#guest(personId), consumerId, layer);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const guests = [...this.#guests.values()];
    this.#guests.clear();
    for (const guest of guests) this.#doors.drop(guest);
    const house = this.#house?.close();
    this.#doors.close();
    await Promise.all([house, ...guests.map((it) => it.serial.settled())]);
  }

  #lost(wing: Wing): void {
    const theirs = [...this.#guests.values()].filter((it) => it.door?.wing === wing);
    this.#log.warn("room lost a media worker", { people: theirs.length });
    for (const guest of theirs) {
      guest.drop();
      void this.#move(guest);
    }
  }

  /** However long a worker takes to come. Who left, or asked for another door meanwhile, is not moved. */
  async #move(guest: Guest): Promise<void> {
    const lost = (): boolean => !guest.door && this.#here(guest);
    try {
      while (lost()) {
        await this.#pool.running();
        const door = await guest.serial.run(() => lost() ? this.#doors.open(guest) : undefined).catch(
          (error: unknown) => {
            if (this.#pool.homes.length > 0) throw error; // else this worker died too
          },
        );
        if (door) this.events.emit("moved", guest.personId, door);
      }
    } catch (error) {
      // Their page asks for a door when nothing gets through.
      if (lost()) this.#log.error("somebody was not moved", { error });
    }
  }

  #track(producerId: string): Heard | undefined {
    const house = this.#house?.stream;
    return house?.producer.id === producerId ? house : this.#sending.track(producerId);
  }

  #here(guest: Guest): boolean {
    return this.#guests.get(guest.personId) === guest;
  }

  #guest(personId: string): Guest {
    return found(this.#guests.get(personId), "person in this room");
  }

  #door(personId: string, generation: number): Door {
    const { door } = this.#guest(personId);
    if (!door) throw noWorker();
    if (door.generation === generation) return door;
    throw new AppError("conflict", "This is about an older way for media. There is a newer one.");
  }
}
