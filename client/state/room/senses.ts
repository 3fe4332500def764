import { type Accessor, createSignal, onCleanup } from "solid-js";
import type { Reaction, Source } from "../../../proto/live/words.ts";
import type { Facts } from "../../../proto/signaling.ts";
import type { Live } from "../../api/live.ts";
import type { CallLike } from "../../media/call.ts";
import type { Quality } from "../../media/stats.ts";
import type { PictureSize } from "./shapes.ts";
import { createWishes } from "./wishes.ts";

export type Reacted = { readonly personId: string; readonly reaction: Reaction; readonly key: number };

/** What one hears and sees of a room besides its view. */
export interface Senses {
  level(personId: string): number;
  stream(personId: string, source: Source): MediaStream | undefined;
  want(personId: string, source: Source, size: PictureSize): void;
  recent: Accessor<readonly Reacted[]>;
  warned: Accessor<number | undefined>;
  unwarn(): void;
  noted: Accessor<Facts["interviewer:noted"] | undefined>;
  soundBlocked: Accessor<boolean>;
  repairing: Accessor<boolean>;
  quality: Accessor<Quality | undefined>;
}

/** How long a reaction stays on screen. */
const reactionMs = 4_000;

export function createSenses(live: Pick<Live, "on">, call: Pick<CallLike, "events" | "want">): Senses {
  const [voices, setVoices] = createSignal<ReadonlyMap<string, number>>(new Map());
  const [pictures, setPictures] = createSignal<ReadonlyMap<string, MediaStream>>(new Map());
  const [recent, setRecent] = createSignal<readonly Reacted[]>([]);
  const [warned, setWarned] = createSignal<number>();
  const [noted, setNoted] = createSignal<Facts["interviewer:noted"]>();
  const [soundBlocked, setSoundBlocked] = createSignal(false);
  const [repairing, setRepairing] = createSignal(false);
  const [quality, setQuality] = createSignal<Quality>();
  const wishes = createWishes(call);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let key = 0;

  const react = (personId: string, reaction: Reaction): void => {
    const mine = { personId, reaction, key: ++key };
    setRecent((all) => [...all, mine]);
    const timer = setTimeout(() => {
      timers.delete(timer);
      setRecent((all) => all.filter((it) => it !== mine));
    }, reactionMs);
    timers.add(timer);
  };
  const stops = [
    live.on("voices:heard", (heard) => void setVoices(new Map(heard))),
    live.on("reaction:sent", ({ personId, reaction }) => react(personId, reaction)),
    live.on("time:warned", ({ leftMs }) => void setWarned(leftMs)),
    live.on("interviewer:noted", (fact) => void setNoted(fact)),
    call.events.on("blocked", setSoundBlocked),
    call.events.on("repairing", setRepairing),
    call.events.on("quality", (now) => void setQuality(now)),
    call.events.on("picture", (personId, source, stream) => {
      setPictures((all) => withPicture(all, `${personId} ${source}`, stream));
      wishes.came(personId, source, stream !== undefined);
    }),
  ];
  onCleanup(() => {
    for (const stop of stops) stop();
    for (const timer of timers) clearTimeout(timer);
  });
  return {
    level: (personId) => voices().get(personId) ?? 0,
    stream: (personId, source) => pictures().get(`${personId} ${source}`),
    want: wishes.want,
    recent,
    warned,
    unwarn: () => setWarned(undefined),
    noted,
    soundBlocked,
    repairing,
    quality,
  };
}

function withPicture(
  all: ReadonlyMap<string, MediaStream>,
  key: string,
  stream: MediaStream | undefined,
): ReadonlyMap<string, MediaStream> {
  const others = [...all].filter(([one]) => one !== key);
  return new Map(stream ? [...others, [key, stream]] : others);
}
