import { type Accessor, createSignal, onCleanup } from "solid-js";
import type { TakeTrack } from "../../proto/http/takes.ts";
import { asRefusal, Refusal } from "../kit/refusal.ts";
import { type Lane, TakePlayer } from "../media/take-player.ts";

/** Playing one's own part of a take. */
export type TakePlayback = {
  /** What was chosen last, also while its link is on its way. */
  readonly chosen: Accessor<string | undefined>;
  readonly playing: Accessor<boolean>;
  readonly atMs: Accessor<number>;
  readonly busy: Accessor<boolean>;
  readonly refusal: Accessor<Refusal | undefined>;
  /** The picture that belongs to what plays. */
  readonly picture: Accessor<HTMLVideoElement | undefined>;
  /** Plays a track from where one is, or stops it when it is the one that plays. */
  toggle(track: TakeTrack): Promise<void>;
  seek(atMs: number): void;
  /** Lets go of it, as when it is deleted. */
  stop(): void;
};

type Options = {
  /** Asks for a short-lived address of a track. */
  readonly link: (trackId: string) => Promise<string>;
  /** The voice that belongs to a picture; undefined where there is none to play. */
  readonly voice: () => TakeTrack | undefined;
  readonly make?: (kind: "audio" | "video") => HTMLMediaElement;
};

/** A link lives for a quarter of an hour: when the file fails, another is asked for once. */
export function createTakePlayback({ link, voice, make = element }: Options): TakePlayback {
  const [chosen, setChosen] = createSignal<string>();
  const [playing, setPlaying] = createSignal(false);
  const [atMs, setAtMs] = createSignal(0);
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<Refusal>();
  const [picture, setPicture] = createSignal<HTMLVideoElement>();
  let player: TakePlayer | undefined;
  let wanted = 0;

  const tell = (): void => {
    setPlaying(player?.playing ?? false);
    if (player) setAtMs(player.atMs);
  };
  const drop = (): void => {
    wanted++;
    player?.close();
    player = undefined;
    setPicture(undefined);
    setPlaying(false);
    setBusy(false);
  };
  const stop = (): void => {
    drop();
    setChosen(undefined);
  };
  const lane = async (track: TakeTrack): Promise<Lane> => {
    const made = make(isPicture(track) ? "video" : "audio");
    made.src = await link(track.id);
    return { element: made, firstMs: track.firstMs ?? 0 };
  };
  const open = async (track: TakeTrack, again: boolean): Promise<void> => {
    drop();
    const mine = wanted;
    setChosen(track.id);
    setBusy(true);
    setRefusal(undefined);
    try {
      const sound = isPicture(track) ? voice() : undefined;
      const lanes = await Promise.all([...sound ? [sound] : [], track].map(lane));
      if (mine !== wanted) return;
      player = new TakePlayer(lanes, tell, () => void (again ? open(track, false) : failed()));
      const shown = lanes.map((it) => it.element).find((it) => it instanceof HTMLVideoElement);
      setPicture(() => shown);
      if (atMs() > 0) player.seek(atMs());
      await player.play();
      if (mine === wanted) setBusy(false);
    } catch (error) {
      if (mine !== wanted) return;
      // The browser wants another press, or the element tells by its own event what failed.
      if (error instanceof DOMException) return void setBusy(false);
      drop();
      setRefusal(asRefusal(error));
    }
  };
  const failed = (): void => {
    drop();
    setRefusal(new Refusal("unavailable", "The recording could not be fetched."));
  };
  onCleanup(stop);
  return {
    ...{ chosen, playing, atMs, busy, refusal, picture, stop },
    async toggle(track) {
      if (chosen() !== track.id || !player) return await open(track, true);
      if (player.playing) player.pause();
      else await player.play().catch(() => open(track, false));
    },
    seek(to) {
      setAtMs(Math.max(0, to));
      player?.seek(Math.max(0, to));
    },
  };
}

/** Whether a track is seen rather than heard. */
export function isPicture(track: Pick<TakeTrack, "kind">): boolean {
  return track.kind === "camera" || track.kind === "screen";
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
