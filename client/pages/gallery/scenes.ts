import { Refusal } from "../../kit/refusal.ts";
import type { RoomView } from "../../../proto/live/view.ts";
import type { Caption, ChatLine } from "../../../proto/signaling.ts";
import type { Hop } from "../../state/room/doctor.ts";
import { aiScenes } from "./ai-scenes.ts";
import type { Scene } from "./scene.ts";
import { rareScenes } from "./rare-scenes.ts";
import { galleryNowMs, idOf, madeUpView } from "./made-up-room.ts";

const caption = (at: number, from: number, text: string, final = true): Caption => ({
  id: `c${at}`,
  personId: idOf(from),
  text,
  final,
  typed: from === 0 && final,
  atMs: galleryNowMs - 10_000 + at,
});
const captions = [
  caption(1, 1, "Go on. Who pays for the merge?"),
  caption(
    2,
    0,
    "Nothing, on purpose. Above a hundred thousand followers we don’t write to anybody’s list, we merge when they read.",
  ),
  caption(3, 0, "So the reader pays, and", false),
];
const said = (at: number, from: number, name: string, text: string): ChatLine => ({
  id: `l${at}`,
  personId: idOf(from),
  name,
  text,
  atMs: galleryNowMs - 120_000 + at * 60_000,
});
const chat = [
  said(0, 1, "Noor Haddad", "She said the read rate before drawing anything."),
  said(1, 3, "Kenji Mori", "The 100 k line is what I would ask about next."),
];
const speaks = { [idOf(0)]: 6 };
const calm: Scene = { captions, chat, levels: speaks };
const shares = madeUpView({}, {
  0: {
    tracks: [
      { producerId: "m", source: "mic", paused: false },
      { producerId: "s", source: "screen", paused: false },
    ],
  },
});
const handover = { toId: idOf(2), byId: idOf(0), atMs: galleryNowMs + 8_000 };
const idle = { interview: null, recording: { state: "off" as const, trouble: null, lost: [] } };

const lost = [{ personId: idOf(1), source: "mic" as const }];
const recording = (view: Partial<RoomView["recording"]>): Scene => ({
  ...calm,
  view: madeUpView({ recording: { state: "healthy", trouble: null, lost: [], ...view } }, {
    0: { consents: ["record"] },
    1: { consents: ["record"], recorded: view.lost ? [] : ["mic"] },
  }),
});

/** Every state of a room that somebody can be in, by name. */
export const roomScenes: Readonly<Record<string, Scene>> = {
  seat: { ...calm, unread: 2 },
  "seat-muted": {
    ...calm,
    mic: "paused",
    levels: {},
    restarting: true,
    view: madeUpView({}, { 0: { tracks: [{ producerId: "m", source: "mic", paused: true }] } }),
  },
  "seat-ready": {
    ...calm,
    view: madeUpView(idle),
    levels: {},
    captions: [],
    screenShare: "failed",
    problems: { screen: "permissionsDenied" },
  },
  observer: { ...calm, me: 3 },
  moderator: { ...calm, me: 1, levels: { [idOf(1)]: 5 } },
  "recording-starts": recording({ state: "starting" }),
  "recording-unsent": recording({ state: "unsent", trouble: "not-sent" }),
  "recording-behind": recording({ state: "behind", trouble: "disk-slow" }),
  "recording-fails": recording({ state: "failing", trouble: "disk-full", lost }),
  "hand-up": { ...calm, me: 6, lapsed: { seat: true } },
  empty: {
    me: 3,
    view: madeUpView({ ...idle, seatId: null, askerId: null, task: null }, {
      0: { part: "observer" },
      1: { part: "observer" },
    }),
  },
  open: {
    ...calm,
    me: 3,
    view: madeUpView({ mode: "open", askerId: null }, {
      1: { part: "speaker" },
      2: { part: "speaker", muted: true, tracks: [{ producerId: "x", source: "mic", paused: true }] },
      4: { part: "speaker" },
      5: { part: "speaker" },
    }),
  },
  handover: { ...calm, view: madeUpView({ handover }) },
  "handover-yours": { ...calm, me: 2, view: madeUpView({ handover }) },
  screen: { ...calm, me: 3, view: shares },
  "screen-own": { ...calm, view: shares, screenShare: "on" },
  trouble: { ...calm, line: "reconnecting", levels: {} },
  lost: { ...calm, line: "lost", levels: {} },
  "seat-away": {
    ...calm,
    me: 3,
    levels: {},
    view: madeUpView({ seatKeptUntilMs: galleryNowMs + 40_000 }, { 0: { awayUntilMs: galleryNowMs + 40_000 } }),
  },
  "sound-blocked": { ...calm, me: 3, soundBlocked: true },
  stopped: {
    ...calm,
    me: 3,
    stopped: { source: "mic", message: "A moderator took the microphone back. You are watching now." },
  },
  "mic-denied": { ...calm, mic: "failed", problems: { mic: "permissionsDenied" }, levels: {} },
  "device-lost": { ...calm, deviceLost: "Desk microphone (USB)" },
  weak: { ...calm, quality: { grade: "poor", roundTripMs: 420, lossPercent: 9, overTcp: false } },
  reactions: {
    ...calm,
    me: 3,
    recent: [{ personId: idOf(1), reaction: "clap", key: 1 }, { personId: idOf(4), reaction: "idea", key: 2 }],
  },
  ...aiScenes,
  ...rareScenes,
  connecting: { screen: "connecting" },
  requesting: { screen: "requestingPermissions" },
  denied: { screen: "permissionsDenied", problems: { mic: "permissionsDenied" } },
  left: { screen: "ended", closed: { why: "left", message: "" } },
  ended: { screen: "ended", closed: { why: "ended", message: "" } },
  removed: { screen: "ended", closed: { why: "removed", message: "" } },
  replaced: { screen: "ended", closed: { why: "replaced", message: "" } },
  elsewhere: { screen: "connecting", elsewhere: true },
  full: {
    screen: "error",
    refusal: new Refusal("too-many", "This room is full: it holds 64 people. Try again when one left."),
  },
  missing: { screen: "error", refusal: new Refusal("not-found", "There is no such thing.") },
  failed: { screen: "error", refusal: new Refusal("offline", "The server could not be reached.") },
};

/** Every state of the check, by name. */
export const checkScenes: Readonly<Record<string, Scene>> = {
  "over-tcp": { screen: "initializing", echo: "done" },
  ready: { screen: "initializing" },
  "ai-local": { screen: "initializing", echo: "recording" },
  "ai-outside": { screen: "initializing", echo: "playing" },
  "ai-practice": { screen: "initializing", echo: "opening" },
  unplayed: { screen: "initializing", echo: "unplayed" },
  unheard: { screen: "initializing", echo: "failed" },
  denied: { screen: "initializing", problems: { mic: "permissionsDenied" } },
  dismissed: { screen: "initializing", problems: { mic: "dismissed" } },
  none: { screen: "initializing", problems: { mic: "noDevice", camera: "noDevice" } },
  busy: { screen: "initializing", problems: { mic: "busy" } },
  unsupported: { screen: "initializing", problems: { mic: "insecure" } },
};

const hop = (name: Hop["name"], state: Hop["state"], sentence?: string, tookMs?: number): Hop => ({
  name,
  state,
  sentence,
  tookMs,
});

/** What a doctor can find, by name. */
export const doctorScenes: Readonly<Record<string, readonly Hop[]>> = {
  good: [
    hop("page", "ok", "The server answers.", 12),
    hop("socket", "ok", "The live line opens.", 31),
    hop("udp", "ok", "Sound goes over UDP, the fastest way.", 48),
    hop("tcp", "ok", "Sound goes over TCP, should UDP be blocked.", 60),
    hop("turn", "skipped", "This instance has no relay; most networks need none."),
    hop("microphone", "ok", "The microphone works.", 140),
  ],
  blocked: [
    hop("page", "ok", "The server answers.", 12),
    hop("socket", "ok", "The live line opens.", 31),
    hop("udp", "failed", "UDP is blocked (port 44000). Rooms fall back to TCP, which works but stutters on bad lines."),
    hop("tcp", "ok", "Sound goes over TCP, should UDP be blocked.", 60),
    hop("turn", "skipped", "This instance has no relay; most networks need none."),
    hop("microphone", "running"),
  ],
};
