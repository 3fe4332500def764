import type { MediaDoor } from "../../proto/live/media.ts";
import type { Source } from "../../proto/live/words.ts";
import type { Live } from "../api/live.ts";
import { Emitter } from "../kit/emitter.ts";
import { warmUp } from "./engine.ts";
import { firstPlayed } from "./first-played.ts";
import { Ladder } from "./ladder.ts";
import { Player } from "./player.ts";
import { type Received, Receivers } from "./receivers.ts";
import { Senders } from "./senders.ts";
import { type Counted, counted, type Quality, qualityOf } from "./stats.ts";
import type { Sending } from "./wanted.ts";
import { Way } from "./way.ts";

export type CallEvents = {
  /** A picture of somebody came or went. */
  picture: [personId: string, source: Source, stream: MediaStream | undefined];
  /** The server takes a stream no more that was sent before. */
  lost: [source: Source];
  repairing: [repairing: boolean];
  blocked: [blocked: boolean];
  quality: [quality: Quality | undefined];
};

export type CallOptions = {
  ask: Live["ask"];
  /** The last rung of mending: a new line, and coming in again; then `move` is called with what the server said. */
  rejoin: () => Promise<void>;
};

/** How often the way is measured. Lower shows trouble sooner, and costs every tab more. */
const measureMs = 2_000;

/** A call as others use it, so that tests can give another. */
export type CallLike = Pick<Call, keyof Call>;

/** Sound and pictures of one room: what is sent and received, on one way after another. */
export class Call {
  readonly events = new Emitter<CallEvents>();
  readonly #ask: Live["ask"];
  readonly #senders: Senders;
  readonly #receivers: Receivers;
  readonly #player = new Player();
  readonly #ladder: Ladder;
  readonly #measuring: ReturnType<typeof setInterval>;
  #way: Way | undefined;
  #opening: MediaDoor | undefined;
  #before: Counted | undefined;
  #closed = false;

  constructor({ ask, rejoin }: CallOptions) {
    this.#ask = ask;
    this.#senders = new Senders(ask);
    this.#receivers = new Receivers(ask);
    this.#ladder = new Ladder({
      well: () => this.#well,
      restart: async () => await this.#way?.restart(),
      renew: async () => this.move(await ask("door:renew", {})),
      rejoin,
      onChange: (repairing) => this.events.emit("repairing", repairing),
    });
    this.#receivers.events.on("added", (received) => this.#added(received));
    this.#receivers.events.on("removed", (received) => this.#removed(received));
    this.#player.events.on("blocked", (blocked) => this.events.emit("blocked", blocked));
    this.#measuring = setInterval(() => void this.#measure(), measureMs);
  }

  /** Does ahead what need not wait for anybody to join. */
  async warmUp(): Promise<void> {
    try {
      await warmUp();
    } catch {
      // Joining finds the same, and says it then.
    }
  }

  /** Whether what is sent and received gets through. */
  get works(): boolean {
    return this.#well;
  }

  /** Which door it goes through, so that coming back finds the same one. */
  get generation(): number | undefined {
    return this.#way?.door.generation;
  }

  /** Goes through this door from now on. The same door again changes nothing. */
  async move(door: MediaDoor): Promise<void> {
    if (this.#opening && sameDoor(this.#opening, door)) return this.#receivers.tryAgain();
    this.#opening = door;
    this.#detach();
    const way = await this.#open(door);
    if (this.#closed || this.#opening !== door) return way.close();
    this.#way = way;
    way.events.on("side", (_, state) => way === this.#way && this.#ladder.saw(state));
    this.#receivers.moveTo(way);
    for (const source of await this.#senders.moveTo(way)) this.events.emit("lost", source);
  }

  /** Receives what the view names, and nothing else. */
  show(view: Sending, me: string): void {
    this.#receivers.show(view, me);
  }

  /** While the line is broken nothing is mended over it. */
  lineIs(open: boolean): void {
    this.#ladder.hold(!open);
    if (open) this.#receivers.tryAgain();
  }

  publish(source: Source, track: MediaStreamTrack, paused = false): Promise<void> {
    return this.#senders.publish(source, track, paused);
  }

  replace(source: Source, track: MediaStreamTrack): Promise<void> {
    return this.#senders.replace(source, track);
  }

  pause(source: Source, paused: boolean): Promise<void> {
    return this.#senders.pause(source, paused);
  }

  /** `told`: the server stopped it itself. */
  stop(source: Source, told = false): Promise<void> {
    return this.#senders.close(source, told);
  }

  sends(source: Source): boolean {
    return this.#senders.has(source);
  }

  /** How large somebody's picture is wanted; null: not at all. */
  async want(personId: string, source: Source, layer: number | null): Promise<void> {
    const consumerId = this.#receivers.of(personId, source)?.consumer.id;
    if (consumerId === undefined) return;
    await this.#ask("track:play", { consumerIds: [consumerId], playing: layer !== null });
    if (layer !== null) await this.#ask("track:prefer", { consumerId, layer });
  }

  chooseSpeaker(id: string): void {
    this.#player.choose(id);
  }

  unblock(): void {
    this.#player.unblock();
  }

  /** Sends and receives nothing more, until it goes through another door. */
  leave(): void {
    this.#opening = undefined;
    this.#ladder.rest();
    this.#detach();
    this.#senders.forget();
    this.#receivers.forget();
    this.events.emit("quality", undefined);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#measuring);
    this.leave();
    this.#ladder.close();
    this.#player.close();
  }

  get #well(): boolean {
    const [way, sends, receives] = [this.#way, this.#senders.busy, this.#receivers.busy];
    return way !== undefined && !way.closed && way.works("send", sends) && way.works("receive", receives);
  }

  #detach(): void {
    this.#way?.close();
    this.#way = undefined;
    this.#before = undefined;
    this.#receivers.detach();
    this.#senders.detach();
  }

  async #open(door: MediaDoor): Promise<Way> {
    try {
      return await Way.open(this.#ask, door);
    } catch (error) {
      if (this.#opening === door) this.#opening = undefined;
      throw error;
    }
  }

  #added(received: Received): void {
    const { personId, source, producerId, consumer } = received;
    if (consumer.kind === "video") {
      this.events.emit("picture", personId, source, new MediaStream([consumer.track]));
      return;
    }
    this.#player.play(producerId, consumer.track);
    firstPlayed(consumer.rtpReceiver);
  }

  #removed({ personId, source, producerId, consumer }: Received): void {
    if (consumer.kind === "video") this.events.emit("picture", personId, source, undefined);
    else this.#player.stop(producerId);
  }

  async #measure(): Promise<void> {
    const way = this.#way;
    if (!way || way.closed || document.hidden) return;
    try {
      const now = counted(await Promise.all([way.send.getStats(), way.receive.getStats()]));
      this.events.emit("quality", qualityOf(this.#before, now));
      this.#before = now;
    } catch {
      this.#before = undefined; // the way was closed meanwhile; the next one is measured anew
    }
  }
}

/** A server that was started again counts its doors anew, so the number alone says nothing. */
function sameDoor(a: MediaDoor, b: MediaDoor): boolean {
  return a.generation === b.generation && a.send.id === b.send.id && a.receive.id === b.receive.id;
}
