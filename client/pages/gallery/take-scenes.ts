import type { Take, TakeMoment, TakeTrack } from "../../../proto/http/takes.ts";
import { galleryNowMs, idOf } from "./made-up-room.ts";

const minute = 60_000;

const peaks = (seed: number): string =>
  btoa(
    Array.from({ length: 400 }, (_, n) =>
      String.fromCharCode(
        Math.sin((n + seed * 13) / 9) > -0.5 ? Math.round(60 + 180 * Math.abs(Math.sin(n * 1.9 + seed))) : 4,
      )).join(""),
  );

function track(n: number, more: Partial<TakeTrack>): TakeTrack {
  return {
    id: `t${n}`,
    kind: "voice",
    person: { id: idOf(0), name: "Mara Lindqvist" },
    mine: true,
    playable: true,
    mediaType: "audio/ogg",
    bytes: 9_400_000,
    firstMs: 0,
    lastMs: 45 * minute,
    gapsMs: 0,
    gaps: [],
    peaks: peaks(n),
    recordedBy: "server",
    endedEarly: null,
    damage: null,
    ...more,
  };
}

const gap = { fromMs: 12 * minute, toMs: 14 * minute, cause: "away" };
const silent = { playable: false, mediaType: null, bytes: 0, firstMs: null, lastMs: null, peaks: null } as const;
const tracks: readonly TakeTrack[] = [
  track(1, { gapsMs: 2 * minute, gaps: [gap] }),
  track(2, { kind: "camera", peaks: null, mediaType: "video/webm", firstMs: 2 * minute, lastMs: 38 * minute }),
  track(3, { kind: "screen", peaks: null, mediaType: "video/webm", firstMs: 20 * minute, lastMs: 31 * minute }),
  track(4, { person: { id: idOf(1), name: "Noor Haddad" }, mine: false, playable: false, endedEarly: "disk-full" }),
  track(5, { kind: "interviewer", person: null, mine: false }),
];

/** Nothing was made of them, or not all of it. */
const damaged: readonly TakeTrack[] = [
  track(1, { gapsMs: 400, gaps: [{ ...gap, toMs: gap.fromMs + 400 }], damage: { lostMs: 380, cut: true } }),
  track(2, { ...silent, kind: "camera", endedEarly: "newer-version" }),
  track(4, { ...silent, person: { id: idOf(1), name: "Noor Haddad" }, mine: false, endedEarly: "unreadable" }),
];

const moment = (minutes: number, what: TakeMoment["what"], more: Partial<TakeMoment> = {}): TakeMoment => ({
  ...{ atMs: minutes * minute, what, person: null, text: null, end: null },
  ...more,
});
const noor = { id: idOf(1), name: "Noor Haddad" };
const moments: readonly TakeMoment[] = [
  moment(0, "seat", { person: { id: idOf(0), name: "Mara Lindqvist" } }),
  moment(1, "question", {
    text: "Tell me about something you built that had to be reliable, and how you knew it was.",
  }),
  moment(16, "question", { text: "What would you do differently today?" }),
  moment(24, "microphone", { person: noor }),
  moment(29, "microphone-back", { person: noor }),
  moment(45, "end", { end: "HANDED_OVER" }),
];

function take(more: Partial<Take>): Take {
  return {
    interviewId: "i1",
    state: "stored",
    progress: 100,
    reason: null,
    openedAt: new Date(galleryNowMs - 50 * minute).toISOString(),
    endedAt: new Date(galleryNowMs - 5 * minute).toISOString(),
    durableMs: 45 * minute,
    durationMs: 45 * minute,
    alignment: { p95Ms: 4.2, maxMs: 11.7 },
    tracks: [...tracks],
    moments: [...moments],
    momentsLost: false,
    keptUntil: new Date(galleryNowMs + 90 * 24 * 60 * minute).toISOString(),
    ...more,
  };
}

/** Every state of a recording's page, by name. */
export const takeScenes: Readonly<Record<string, Take | null>> = {
  stored: take({}),
  single: take({ tracks: tracks.slice(0, 1), moments: [], alignment: null }),
  recording: take({ state: "recording", endedAt: null, durableMs: 12 * minute, durationMs: 12 * minute }),
  damaged: take({ tracks: [...damaged], moments: moments.slice(0, 2), momentsLost: true, alignment: null }),
  finishing: take({ state: "finishing", progress: 40 }),
  waiting: take({ state: "finishing", progress: 40, reason: "store-away" }),
  broken: take({ state: "broken", reason: "logs-missing", tracks: [] }),
  expired: take({ state: "expired", tracks: [] }),
  erasing: take({ state: "erasing", tracks: [] }),
  empty: take({
    tracks: [],
    moments: moments.filter((it) => it.what === "seat" || it.what === "end"),
    alignment: null,
  }),
  none: null,
};
