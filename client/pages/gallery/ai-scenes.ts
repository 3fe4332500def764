import type { OutsideService, Session } from "../../../proto/http/sessions.ts";
import { type InterviewerView, interviewerVoice, type RoomView } from "../../../proto/live/view.ts";
import type { Caption } from "../../../proto/signaling.ts";
import type { Scene } from "./scene.ts";
import { galleryNowMs, idOf, madeUpView } from "./made-up-room.ts";

const local: InterviewerView = {
  state: "listening",
  provider: "Local interviewer",
  voice: "slt",
  outside: null,
  standsIn: false,
  hears: [idOf(0)],
  thinkTime: "normal",
  waitsSinceMs: null,
  tracks: [{ producerId: "ai", source: "mic", paused: false }],
  recorded: true,
};
/** As it is before the first interview. */
const uncalled: Partial<InterviewerView> = { provider: "", voice: "", hears: [], recorded: false };
const gemini: InterviewerView = {
  ...local,
  provider: "Gemini",
  voice: "Kore",
  outside: "generativelanguage.googleapis.com",
};

/** Where a voice may go, for the check. */
export const madeUpService: OutsideService = {
  does: "interviewer",
  name: "Gemini",
  host: "generativelanguage.googleapis.com",
  keeps: "Google keeps nothing after the call, if the operator’s plan is paid; else it may be read to improve it.",
};

const said = (at: number, personId: string | null, text: string, more: Partial<Caption> = {}): Caption => ({
  id: `a${at}`,
  personId,
  text,
  final: true,
  typed: false,
  atMs: galleryNowMs - 60_000 + at,
  ...more,
});
const captions = [
  said(1, idOf(0), "I would merge at read time for the few who have millions of followers."),
  said(2, null, "Sixty-one million followers. What happens in the second after that person posts?"),
  said(3, idOf(0), "Nothing is written to a list. So the reader pays, and", { final: false }),
];
const idle: Partial<RoomView> = { interview: null, recording: { state: "off", trouble: null, lost: [] } };
const over: Partial<RoomView> = {
  ...idle,
  lastEnd: { interviewId: "i1", ownerId: idOf(0), end: "INTERVIEWER_ENDED" },
};
const led = (it: Partial<InterviewerView>, more: Partial<RoomView> = {}, from = local): RoomView =>
  madeUpView({ mode: "ai", askerId: null, interviewer: { ...from, ...it }, ...more }, { 1: { part: "observer" } });
const alone = (it: Partial<InterviewerView>, more: Partial<RoomView> = {}): RoomView => {
  const view = led(it, { grind: null, ...more });
  return { ...view, people: Object.fromEntries(Object.entries(view.people).slice(0, 1)) };
};
const calm: Scene = { captions, levels: { [idOf(0)]: 6 } };
const speaks = { [interviewerVoice]: 7 };

/** Rooms that the AI interviewer leads, by name. */
export const aiScenes: Readonly<Record<string, Scene>> = {
  "ai-ready": { view: led(uncalled, idle) },
  "ai-connecting": { view: led({ state: "connecting", hears: [] }) },
  "ai-listening": { ...calm, view: led({}) },
  "ai-listening-outside": { ...calm, view: led({}, {}, gemini) },
  "ai-thinking": { ...calm, levels: {}, view: led({ state: "thinking" }) },
  "ai-speaking": { ...calm, levels: speaks, view: led({ state: "speaking" }) },
  "ai-waiting": { ...calm, levels: {}, view: led({ waitsSinceMs: galleryNowMs - 9_000 }) },
  "ai-stands-in": {
    ...calm,
    view: led({ standsIn: true }),
    noted: { message: "Gemini does not answer, so the local interviewer goes on from here." },
  },
  "ai-group": {
    ...calm,
    me: 3,
    view: madeUpView({ mode: "ai", askerId: null, interviewer: { ...local, hears: [idOf(0), idOf(1)] } }, {
      1: { part: "speaker", role: "moderator", moderates: true },
    }),
  },
  "ai-beside": {
    ...calm,
    view: madeUpView({ mode: "ai", askerId: null, interviewer: { ...local, hears: [idOf(0), idOf(1)] } }, {
      1: { part: "speaker" },
    }),
  },
  "ai-moderator": { ...calm, me: 1, view: led({ hears: [idOf(0)] }, {}, gemini) },
  "ai-simple": { ...calm, simple: "on", view: led({}) },
  "ai-simple-taken": { ...calm, simple: "connecting", simpleTrouble: "taken", view: led({}) },
  "ai-simple-refused": { ...calm, simple: "refused", view: led({}) },
  "ai-over": { captions, view: led({ hears: [], recorded: false }, over) },
  "ai-handed-over": {
    captions,
    view: madeUpView({
      mode: "ai",
      askerId: null,
      seatId: idOf(1),
      interviewer: { ...local, hears: [idOf(1)] },
      interview: {
        id: "i2",
        ownerId: idOf(1),
        startedAtMs: galleryNowMs - 4_000,
        endsAtMs: galleryNowMs + 45 * 60_000 - 4_000,
      },
      lastEnd: { interviewId: "i1", ownerId: idOf(0), end: "HANDED_OVER" },
    }, { 0: { part: "observer" }, 1: { part: "seat" } }),
  },
  "ai-alone-ready": { view: alone(uncalled, idle) },
  "ai-alone": { ...calm, levels: speaks, captions: captions.slice(0, 2), view: alone({ state: "speaking" }) },
  "ai-alone-over": { captions, view: alone({ hears: [], recorded: false }, over) },
  "ai-alone-ended": {
    view: alone({ hears: [] }, over),
    screen: "ended",
    closed: { why: "ended", message: "" },
  },
};

/** What is other about the session of a scene. */
export const aiSessions: Readonly<Record<string, Partial<Session>>> = {
  "ai-local": { mode: "ai" },
  "ai-outside": { mode: "ai", outside: [madeUpService] },
  "ai-practice": { mode: "ai", grind: null },
  ...Object.fromEntries(
    Object.keys(aiScenes).map((it) => [it, it.startsWith("ai-alone") ? { mode: "ai", grind: null } : { mode: "ai" }]),
  ),
};
