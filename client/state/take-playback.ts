import { type Accessor, createSignal, onCleanup } from "solid-js";
import type { TakeTrack } from "../../proto/http/takes.ts";
import { asRefusal, Refusal } from "../kit/refusal.ts";
import { type Lane, TakePlayer } from "../media/take-player.ts";

/** Playing what one may hear and see of a take: all voices together, and one picture. */
export type TakePlayback = {
  readonly playing: Accessor<boolean>;
  readonly atMs: Accessor<number>;
  /** Its files are on their way. */
  readonly busy: Accessor<boolean>;
  readonly refusal: Accessor<Refusal | undefined>;
  /** The picture that is shown, and of which track it is. */
  readonly picture: Accessor<HTMLVideoElement | undefined>;
  readonly shown: Accessor<string | undefined>;
  /** Plays from where one is, or stops. */
  toggle(): Promise<void>;
  seek(atMs: number): void;
  /** Shows a picture and plays, or hides it when it is the one that is shown. */
  show(trackId: string): Promise<void>;
  muted(trackId: string): boolean;
  mute(trackId: string): void;
  /** Whether it is the only one that is heard. */
  alone(trackId: string): boolean;
  solo(trackId: string): void;
  /** Lets go of everything, as when something is deleted. */
  stop(): void;
};

type Options = {
  /** Asks for a short-lived address of a track. */
  readonly link: (trackId: string) => Promise<string>;
  /** What may be played now. */
  readonly tracks: () => readonly TakeTrack[];
  readonly make?: (kind: "audio" | "video") => HTMLMediaElement;
};

/** A link lives for a quarter of an hour: when a file fails, another is asked for once. */
export function createTakePlayback({ link, tracks, make = element }: Options): TakePlayback {
  const [playing, setPlaying] = createSignal(false);
  const [atMs, setAtMs] = createSignal(0);
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<Refusal>();
  const [picture, setPicture] = createSignal<HTMLVideoElement>();
  const [shown, setShown] = createSignal<string>();
  const lanes = new Map<string, Lane>();
  const mix = createMix(lanes);
  const renewed = new Set<string>();
  let player: TakePlayer | undefined;
  let wanted = 0;

  const tell = (): void => {
    if (!player) return;
    setPlaying(player.playing);
    setAtMs(player.atMs);
  };
  const hide = (): void => {
    const id = shown();
    if (id === undefined) return;
    player?.remove(id);
    lanes.delete(id);
    setPicture(undefined);
    setShown(undefined);
  };
  const stop = (): void => {
    wanted++;
    hide();
    player?.close();
    player = undefined;
    lanes.clear();
    renewed.clear();
    setPlaying(false);
    setBusy(false);
  };
  const failed = (error: unknown): void => {
    stop();
    setRefusal(asRefusal(error));
  };
  const renew = async (id: string): Promise<void> => {
    const lane = lanes.get(id);
    if (!lane) return;
    if (renewed.has(id)) return failed(new Refusal("unavailable", "The recording could not be fetched."));
    renewed.add(id);
    await link(id).then((url) => void (lane.element.src = url), failed);
  };
  const lane = async (track: TakeTrack): Promise<Lane> => {
    const made = make(isPicture(track) ? "video" : "audio");
    made.src = await link(track.id);
    return { id: track.id, element: made, firstMs: track.firstMs ?? 0, lastMs: track.lastMs ?? 0 };
  };
  /** Has what is to be played; undefined: something else is wanted meanwhile. */
  const open = async (): Promise<TakePlayer | undefined> => {
    const mine = wanted;
    const due = tracks().filter((it) => (!isPicture(it) || it.id === shown()) && !lanes.has(it.id));
    const made = await Promise.all(due.map(lane));
    if (mine !== wanted) return undefined;
    const there = player ??= new TakePlayer([], { onChange: tell, onFailed: (id) => void renew(id) });
    const fresh = lanes.size === 0;
    for (const it of made) {
      lanes.set(it.id, it);
      there.add(it);
    }
    mix.apply();
    if (fresh) there.seek(atMs());
    const film = lanes.get(shown() ?? "")?.element;
    if (film instanceof HTMLVideoElement) setPicture(() => film);
    return there;
  };
  const play = async (): Promise<void> => {
    const mine = wanted;
    setBusy(true);
    setRefusal(undefined);
    try {
      await (await open())?.play();
    } catch (error) {
      // A browser that wants another press says no more than that.
      if (mine === wanted && !(error instanceof DOMException)) failed(error);
    }
    if (mine === wanted) setBusy(false);
  };
  onCleanup(stop);
  return {
    ...{ playing, atMs, busy, refusal, picture, shown, stop, ...mix },
    async toggle() {
      if (player?.playing) player.pause();
      else await play();
    },
    seek(to) {
      setAtMs(Math.max(0, to));
      player?.seek(Math.max(0, to));
    },
    async show(id) {
      const there = shown() === id;
      hide();
      if (there) return;
      setShown(id);
      await play();
    },
  };
}

type Mix = Pick<TakePlayback, "muted" | "mute" | "alone" | "solo"> & { apply(): void };

/** Who is heard. */
function createMix(lanes: ReadonlyMap<string, Lane>): Mix {
  const [silent, setSilent] = createSignal<ReadonlySet<string>>(new Set());
  const [only, setOnly] = createSignal<string>();
  const apply = (): void => {
    for (const [id, { element: it }] of lanes) {
      if (!(it instanceof HTMLVideoElement)) it.muted = only() === undefined ? silent().has(id) : only() !== id;
    }
  };
  return {
    apply,
    muted: (id) => silent().has(id),
    mute(id) {
      setSilent((before) => toggled(before, id));
      apply();
    },
    alone: (id) => only() === id,
    solo(id) {
      setOnly((before) => before === id ? undefined : id);
      apply();
    },
  };
}

/** Whether a track is seen rather than heard. */
export function isPicture(track: Pick<TakeTrack, "kind">): boolean {
  return track.kind === "camera" || track.kind === "screen";
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

function element(kind: "audio" | "video"): HTMLMediaElement {
  const made = document.createElement(kind);
  made.preload = "metadata";
  if (made instanceof HTMLVideoElement) {
    made.playsInline = true;
    made.muted = true;
  }
  return made;
}
