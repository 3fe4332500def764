import type {
  InterviewEnd,
  InterviewerState,
  Mode,
  Part,
  Purpose,
  RecordingState,
  RecordingTrouble,
  Role,
  Source,
  ThinkTime,
} from "./words.ts";

/** One stream that somebody sends, as everybody in the room sees it. Whoever may hear it asks to consume it. */
export type TrackView = { readonly producerId: string; readonly source: Source; readonly paused: boolean };

export type PersonView = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** May hand the seat over, pass the microphone, mute, remove and end. */
  readonly moderates: boolean;
  readonly part: Part;
  /** Which colour and shape this voice has, 1 to 8; it stays with the person for the whole session. */
  readonly voice: number;
  /** null while they are connected; else until when their place is kept. */
  readonly awayUntilMs: number | null;
  /** Since when their hand is up. */
  readonly handMs: number | null;
  /** What may be recorded of them. Nothing until they were asked. */
  readonly consents: readonly Purpose[];
  /** A moderator took their sound away; they stay silent until they open it again, or get it anew. */
  readonly muted: boolean;
  readonly tracks: readonly TrackView[];
  /** What of theirs is recorded right now: of what they send, what they agreed to while an interview goes on. */
  readonly recorded: readonly Source[];
};

export type HandoverView = {
  readonly toId: string;
  /** Who asked for it. */
  readonly byId: string;
  /** When the seat changes hands, by the server's clock. */
  readonly atMs: number;
};

export type InterviewView = {
  readonly id: string;
  /** Whose interview it is: who sits in the seat. */
  readonly ownerId: string;
  readonly startedAtMs: number;
  /** When it ends by itself. */
  readonly endsAtMs: number;
};

/** How the recording of the interview that is under way stands. `off`: nothing of anybody is to be recorded now. */
export type RecordingView = {
  readonly state: RecordingState;
  /** Why it is not healthy, as far as that is known. */
  readonly trouble: RecordingTrouble | null;
  /** What was being recorded and is kept no further, although they go on. What came before is safe. */
  readonly lost: readonly { readonly personId: string; readonly source: Source }[];
};

/** The AI interviewer, as everybody sees it. */
export type InterviewerView = {
  readonly state: InterviewerState;
  /** What leads, and what speaks, by name. */
  readonly provider: string;
  readonly voice: string;
  /** The service outside that hears the voice and reads the words; null: nothing leaves this server. */
  readonly outside: string | null;
  /** Stands in for a service that does not answer. */
  readonly standsIn: boolean;
  /** Exactly these are heard by it. */
  readonly hears: readonly string[];
  readonly thinkTime: ThinkTime;
  /** Since when it waits because the candidate asked for time; null: it does not. */
  readonly waitsSinceMs: number | null;
  readonly tracks: readonly TrackView[];
  readonly recorded: boolean;
};

/** Stands for the AI interviewer where a person's id would stand, such as among the voices that are heard. */
export const interviewerVoice = "interviewer";

/** Everything about a room that is not words or sound. Everybody in the room sees the same. */
export type RoomView = {
  readonly sessionId: string;
  /** null: somebody practises alone. */
  readonly grind: { readonly id: string; readonly name: string } | null;
  readonly task: { readonly id: string; readonly title: string; readonly minutes: number } | null;
  readonly mode: Mode;
  readonly startedAtMs: number;
  readonly seatId: string | null;
  /** Until when the seat waits for somebody who dropped out; null while nobody did. */
  readonly seatKeptUntilMs: number | null;
  readonly askerId: string | null;
  readonly handover: HandoverView | null;
  readonly interview: InterviewView | null;
  readonly recording: RecordingView;
  /** null: this session has none. */
  readonly interviewer: InterviewerView | null;
  /** How the interview before ended, so that the page can say it. */
  readonly lastEnd: { readonly interviewId: string; readonly ownerId: string; readonly end: InterviewEnd } | null;
  readonly people: Readonly<Record<string, PersonView>>;
};

/** The difference between two views of one room. `seq` counts them; a gap means: look again. */
export type RoomPatch = {
  readonly seq: number;
  readonly set: Partial<Omit<RoomView, "people">>;
  readonly people: Readonly<Record<string, PersonView>>;
  readonly gone: readonly string[];
};

/** What changed from `before` to `after`; null: nothing. */
export function patchOf(before: RoomView, after: RoomView, seq: number): RoomPatch | null {
  const names = (Object.keys(after) as (keyof RoomView)[]).filter((it) => it !== "people");
  const set = Object.fromEntries(names.filter((it) => !same(before[it], after[it])).map((it) => [it, after[it]]));
  const people = Object.fromEntries(
    Object.entries(after.people).filter(([id, person]) => !same(before.people[id], person)),
  );
  const gone = Object.keys(before.people).filter((id) => !Object.hasOwn(after.people, id));
  const nothing = Object.keys(set).length + Object.keys(people).length + gone.length === 0;
  return nothing ? null : { seq, set: set as RoomPatch["set"], people, gone };
}

/** The view after a patch. */
export function patched(view: RoomView, { set, people, gone }: RoomPatch): RoomView {
  const all = { ...view.people, ...people };
  return { ...view, ...set, people: Object.fromEntries(Object.entries(all).filter(([id]) => !gone.includes(id))) };
}

/** Views are plain data in one order of keys, so their text tells whether they are the same. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
