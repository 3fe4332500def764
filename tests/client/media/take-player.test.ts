import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Lane, TakePlayer } from "../../../client/media/take-player.ts";

const stepMs = 10;

/** A file that plays as time passes: it starts late, and its clock is not quite ours. */
class FakeMedia extends EventTarget {
  src = "there";
  paused = true;
  seeking = false;
  muted = false;
  playbackRate = 1;
  readyState = 4;
  refuses: Error | undefined;
  readonly seeks: number[] = [];
  readonly #seconds: number;
  readonly #skew: number;
  #at = 0;
  #latencyMs = 0;

  constructor({ seconds = 60, skew = 1 } = {}) {
    super();
    this.#seconds = seconds;
    this.#skew = skew;
  }

  get currentTime(): number {
    return this.#at;
  }

  set currentTime(to: number) {
    this.#at = Math.min(to, this.#seconds);
    this.seeks.push(to);
  }

  get ended(): boolean {
    return this.#at >= this.#seconds;
  }

  play(): Promise<void> {
    if (this.refuses) return Promise.reject(this.refuses);
    if (this.paused) this.#latencyMs = 60;
    this.paused = false;
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
  }

  removeAttribute(): void {
    this.src = "";
  }

  load(): void {}

  pass(ms: number): void {
    if (this.paused || this.readyState < 3) return;
    this.#latencyMs -= ms;
    if (this.#latencyMs < 0) this.#at = Math.min(this.#seconds, this.#at + ms / 1_000 * this.#skew * this.playbackRate);
  }
}

const all: FakeMedia[] = [];
const lane = (id: string, { firstMs = 0, seconds = 60, skew = 1 } = {}) => {
  const media = new FakeMedia({ seconds, skew });
  all.push(media);
  const element = media as unknown as HTMLMediaElement;
  return { media, id, element, firstMs, lastMs: firstMs + seconds * 1_000 } satisfies Lane & { media: FakeMedia };
};
const pass = async (ms: number): Promise<void> => {
  for (let gone = 0; gone < ms; gone += stepMs) {
    for (const it of all) it.pass(stepMs);
    await vi.advanceTimersByTimeAsync(stepMs);
  }
};
const open = (...lanes: Lane[]) => {
  const failed: string[] = [];
  const player = new TakePlayer(lanes, { onChange: () => {}, onFailed: (id) => failed.push(id) });
  return { player, failed };
};
const placeOf = ({ media, firstMs }: ReturnType<typeof lane>): number => firstMs + media.currentTime * 1_000;

beforeEach(() => {
  vi.useFakeTimers();
  all.length = 0;
});
afterEach(() => vi.useRealTimers());

describe("a player of a take", () => {
  it("keeps voices together although their clocks differ and one begins late", async () => {
    const [own, theirs] = [lane("own"), lane("theirs", { skew: 1.002 })];
    const { player } = open(own, theirs);
    theirs.media.currentTime = 0.2;
    await player.play();
    await pass(10_000);
    let apart = 0;
    for (let n = 0; n < 200; n++) {
      await pass(100);
      apart = Math.max(apart, Math.abs(placeOf(own) - placeOf(theirs)));
    }
    expect(apart).toBeLessThan(45);
    expect(Math.abs(player.atMs - placeOf(own))).toBeLessThan(45);
    expect(theirs.media.seeks.length).toBeLessThan(4);
    player.close();
  });

  it("begins one that comes later in its time, and goes on when the first is over", async () => {
    const [own, theirs] = [lane("own", { seconds: 2 }), lane("theirs", { firstMs: 1_000, seconds: 3 })];
    const { player } = open(own, theirs);
    await player.play();
    await pass(900);
    expect(theirs.media.paused).toBe(true);
    await pass(600);
    expect(theirs.media.paused).toBe(false);
    expect(Math.abs(placeOf(theirs) - player.atMs)).toBeLessThan(100);
    await pass(1_500);
    expect([own.media.paused, player.playing]).toEqual([true, true]);
    expect(player.atMs).toBeGreaterThan(2_700);
    await pass(1_500);
    expect([player.playing, player.atMs, theirs.media.paused]).toEqual([false, 4_000, true]);
    await player.play();
    expect(player.atMs).toBe(0);
    player.close();
  });

  it("waits with all of them for one that has to be fetched", async () => {
    const [own, theirs] = [lane("own"), lane("theirs")];
    const { player } = open(own, theirs);
    theirs.media.readyState = 1;
    await player.play();
    await pass(2_000);
    expect(player.atMs).toBeLessThan(200);
    expect([own.media.paused, theirs.media.paused]).toEqual([true, false]);
    theirs.media.readyState = 4;
    theirs.media.dispatchEvent(new Event("playing"));
    await pass(2_000);
    expect(player.atMs).toBeGreaterThan(1_500);
    expect(Math.abs(placeOf(own) - placeOf(theirs))).toBeLessThan(100);
    player.close();
  });

  it("moves all of them to a place, within bounds, also while it stands", async () => {
    const [own, theirs] = [lane("own", { seconds: 10 }), lane("theirs", { firstMs: 2_000, seconds: 10 })];
    const { player } = open(own, theirs);
    player.seek(5_000);
    expect([own.media.currentTime, theirs.media.currentTime, player.atMs]).toEqual([5, 3, 5_000]);
    player.seek(99_000);
    expect(player.atMs).toBe(12_000);
    player.seek(-4);
    expect(player.atMs).toBe(0);
    player.close();
  });

  it("takes in a picture and lets it go while it plays", async () => {
    const own = lane("own");
    const { player } = open(own);
    await player.play();
    await pass(3_000);
    const film = lane("film", { firstMs: 1_000 });
    player.add(film);
    await pass(1_000);
    expect(film.media.paused).toBe(false);
    expect(Math.abs(placeOf(film) - placeOf(own))).toBeLessThan(100);
    player.remove("film");
    expect([film.media.paused, film.media.src, player.playing]).toEqual([true, "", true]);
    player.close();
  });

  it("rejects where the browser wants a press, and says which file failed", async () => {
    const [own, theirs] = [lane("own"), lane("theirs")];
    const { player, failed } = open(own, theirs);
    own.media.refuses = new DOMException("a press first", "NotAllowedError");
    await expect(player.play()).rejects.toThrow("a press first");
    expect([player.playing, theirs.media.paused]).toEqual([false, true]);
    own.media.refuses = new DOMException("no such file", "NotSupportedError");
    await player.play();
    own.media.dispatchEvent(new Event("error"));
    expect([failed, player.playing]).toEqual([["own"], true]);
    player.close();
  });

  it("fetches and hears nothing after it was closed, again and again", async () => {
    const own = lane("own");
    const { player, failed } = open(own);
    await player.play();
    player.close();
    player.close();
    own.media.dispatchEvent(new Event("error"));
    expect([own.media.paused, own.media.src, player.playing, failed]).toEqual([true, "", false, []]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
