import { interviewerVoice, type RecordingView } from "../../../proto/live/view.ts";
import type { RecordingTrouble, Source } from "../../../proto/live/words.ts";

/**
 * How one stream that is to be kept stands. `waiting`: nothing of it is on disk yet. `late`: it comes, and for some time
 * nothing of it got there. `lost`: it is not kept.
 */
export type StreamHealth = {
  /** null: the AI interviewer. */
  readonly personId: string | null;
  readonly source: Source;
  readonly is: "waiting" | "kept" | "late" | "lost";
  readonly trouble: RecordingTrouble | null;
};

/**
 * What a room is told of all streams that are to be kept: no better than the worst of them. `sent`: what is on disk also
 * reaches the object store, if there is one.
 */
export function recordingOf(streams: readonly StreamHealth[], { sent = true } = {}): RecordingView {
  const state = stateOf(streams, sent);
  const worst = (["lost", "late"] as const).flatMap((is) => streams.filter((it) => it.is === is));
  const lost = streams.filter((it) => it.is === "lost")
    .map(({ personId, source }) => ({ personId: personId ?? interviewerVoice, source }));
  const trouble = worst.find((it) => it.trouble !== null)?.trouble ?? null;
  return { state, trouble: state === "unsent" ? "not-sent" : trouble, lost };
}

function stateOf(streams: readonly StreamHealth[], sent: boolean): RecordingView["state"] {
  const some = (is: StreamHealth["is"]): boolean => streams.some((it) => it.is === is);
  if (streams.length === 0) return "off";
  if (some("lost")) return "failing";
  if (some("late")) return "behind";
  if (!some("kept")) return "starting";
  return sent ? "healthy" : "unsent";
}
