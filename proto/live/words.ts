/** How an interview is led: by a member of the grind, by whoever likes to ask, or by the AI interviewer. */
export const modes = ["ai", "peer", "open"] as const;
export type Mode = (typeof modes)[number];

export type Role = "owner" | "moderator" | "member";

/** What somebody is in the room right now. `speaker`: was given the microphone. */
export const parts = ["seat", "asker", "speaker", "observer"] as const;
export type Part = (typeof parts)[number];

/** What a stream is of. */
export const sources = ["mic", "camera", "screen", "screen_sound"] as const;
export type Source = (typeof sources)[number];

/** What a person can agree to, each by itself. `outside`: a service outside may hear them and read their words. */
export const purposes = ["record", "record_camera", "share_anonymized", "outside"] as const;
export type Purpose = (typeof purposes)[number];

/**
 * How safe a recording is. `starting`: nothing of it is on disk yet. `healthy`: it is, as a rule a second later. `unsent`: it
 * is, and the object store that it leaves for takes nothing, so one machine alone has it. `behind`: for some seconds nothing
 * reached the disk, and it waits in memory. `failing`: something is not kept.
 */
export const recordingStates = ["off", "starting", "healthy", "unsent", "behind", "failing"] as const;
export type RecordingState = (typeof recordingStates)[number];

/**
 * What is wrong with a recording. `no-recorder`: what writes it does not run. `no-answer`: it runs and does not answer in time.
 * `locked`: another process of the same machine writes it. `newer-version`, `other-key`, `not-a-log`: there is something of it
 * that cannot be gone on with. `elsewhere`: another server still holds it. `not-fetched`: what another server recorded has not
 * come from the object store. `not-sent`: the object store takes nothing.
 */
export const recordingTroubles = [
  "no-recorder",
  "no-answer",
  "no-database",
  "no-space",
  "disk-slow",
  "disk-full",
  "read-only",
  "disk-failed",
  "locked",
  "newer-version",
  "other-key",
  "not-a-log",
  "elsewhere",
  "not-fetched",
  "not-sent",
  "failed",
] as const;
export type RecordingTrouble = (typeof recordingTroubles)[number];

/** How an interview ended. */
export const interviewEnds = [
  "USER_INITIATED",
  "HANDED_OVER",
  "MODERATOR_ENDED",
  "INTERVIEWER_ENDED",
  "TIMEOUT",
  "FAILED",
] as const;
export type InterviewEnd = (typeof interviewEnds)[number];

/** Why somebody is no longer in a room, or the room no longer there. */
export const closings = ["left", "ended", "removed", "replaced", "signed-out", "abuse", "gone"] as const;
export type Closing = (typeof closings)[number];

export const reactions = ["clap", "heart", "laugh", "idea", "nod", "wave"] as const;
export type Reaction = (typeof reactions)[number];

/** What the AI interviewer does. `connecting`: it is being called. */
export const interviewerStates = ["connecting", "listening", "thinking", "speaking"] as const;
export type InterviewerState = (typeof interviewerStates)[number];

/** How long the AI interviewer waits before it takes a silence for the end of an answer. */
export const thinkTimes = ["brisk", "normal", "patient"] as const;
export type ThinkTime = (typeof thinkTimes)[number];
