import type { InterviewerView, PersonView, RecordingView, RoomView, TrackView } from "../../proto/live/view.ts";
import { recordedOf } from "../domain/seat/recorded.ts";
import { partOf } from "../domain/seat/rights.ts";
import { moderates, type Person, type RoomState } from "../domain/seat/state.ts";
import { keptMs } from "../domain/seat/timers.ts";
import type { LiveSession } from "../ports/live-rooms.ts";

type Shown = {
  readonly session: LiveSession;
  readonly state: RoomState;
  readonly recording: RecordingView;
  readonly interviewer: InterviewerView | null;
  readonly tracksOf: (personId: string) => readonly TrackView[];
};

/** What everybody in a room sees of it. */
export function viewOf({ session, state, recording, interviewer, tracksOf }: Shown): RoomView {
  const { seatId, askerId, handover, interview, lastEnd } = state;
  const awaySinceMs = seatId === null ? null : state.people[seatId]?.awaySinceMs ?? null;
  return {
    sessionId: session.id,
    grind: session.grind,
    task: session.task,
    mode: state.mode,
    startedAtMs: state.startedAtMs,
    seatId,
    seatKeptUntilMs: awaySinceMs === null ? null : awaySinceMs + keptMs,
    askerId,
    handover,
    interview: interview && {
      id: interview.id,
      ownerId: interview.ownerId,
      startedAtMs: interview.startedAtMs,
      endsAtMs: interview.endsAtMs,
    },
    recording,
    interviewer,
    lastEnd,
    people: Object.fromEntries(
      Object.values(state.people).map((it) => [it.id, personView(state, it, tracksOf(it.id))]),
    ),
  };
}

function personView(state: RoomState, person: Person, tracks: readonly TrackView[]): PersonView {
  const { id, name, role, voice, awaySinceMs, handMs, consents, muted } = person;
  return {
    id,
    name,
    role,
    moderates: moderates(person),
    part: partOf(state, id),
    voice,
    awayUntilMs: awaySinceMs === null ? null : awaySinceMs + keptMs,
    handMs,
    consents,
    muted,
    tracks,
    recorded: recordedOf(state, id, tracks.map((it) => it.source)),
  };
}
