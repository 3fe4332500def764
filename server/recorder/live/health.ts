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

type Besides = { readonly sent?: boolean; readonly notes?: "waiting" | "kept" | null };

/**
 * What a room is told of all streams that are to be kept: no better than the worst of them; without any, of what is
 * written (`notes`; null: that is not kept for its own sake). `sent`: what is on disk also reaches the object store, if
 * there is one.
 */
export function recordingOf(
  streams: readonly StreamHealth[],
  { sent = true, notes = null }: Besides = {},
): RecordingView {
  const state = stateOf(streams.length === 0 && notes !== null ? [notes] : streams.map((it) => it.is), sent);
  const worst = (["lost", "late"] as const).flatMap((is) => streams.filter((it) => it.is === is));
  const lost = streams.filter((it) => it.is === "lost")
    .map(({ personId, source }) => ({ personId: personId ?? interviewerVoice, source }));
  const trouble = worst.find((it) => it.trouble !== null)?.trouble ?? null;
  return { state, trouble: state === "unsent" ? "not-sent" : trouble, lost };
}

function stateOf(all: readonly StreamHealth["is"][], sent: boolean): RecordingView["state"] {
  if (all.length === 0) return "off";
  if (all.includes("lost")) return "failing";
  if (all.includes("late")) return "behind";
  if (!all.includes("kept")) return "starting";
  return sent ? "healthy" : "unsent";
}
