import type { RecordingState, RecordingTrouble, Source } from "../../../proto/live/words.ts";

export const recordingWords = {
  pill: {
    off: "Not recording",
    starting: "Recording starts",
    healthy: "Recording, safe",
    behind: "Recording, behind",
    failing: "Recording has a gap",
  } satisfies Record<RecordingState, string>,
  title: {
    off: "Nothing is recorded",
    starting: "The recording starts",
    healthy: "This is recorded, and it is safe",
    behind: "The recording is behind",
    failing: "Part of this is not recorded",
  } satisfies Record<RecordingState, string>,
  lead: {
    off: "A recording runs only while an interview does, and only of people who agree to it.",
    starting: "Nothing is on disk yet. That takes a second or two.",
    healthy: "What was said is on disk, a second behind at most.",
    behind: "For some seconds nothing reached the disk. It waits in memory and is written as soon as that works.",
    failing: "Something is not kept. What was recorded before is safe, and the call goes on.",
  } satisfies Record<RecordingState, string>,
  trouble: {
    "no-recorder": "What writes recordings does not run. It is being started again.",
    "no-space": "There is too little space left on the server to begin a recording.",
    "disk-slow": "The server's disk is slow.",
    "disk-full": "The server's disk is full.",
    "read-only": "The server may not write to its disk.",
    "disk-failed": "The server's disk refused to write.",
    elsewhere: "Another server still holds this recording. It comes over by itself.",
    failed: "The recorder failed.",
  } satisfies Record<RecordingTrouble, string>,
  tell: "Whoever runs this instance can mend it. Go on, or stop here and try again later.",
  close: "Close",
  who: "Recorded now",
  nobody: "Nobody.",
  interviewer: "AI interviewer: voice",
  you: (name: string): string => `You, ${name}`,
  lost: (name: string, source: Source): string => `${name}: the ${sources[source]} is not kept any more.`,
  /** "voice and camera". */
  what: (of: readonly Source[]): string => of.map((it) => sources[it]).join(" and "),
  badge: "recorded",
  back:
    "When you take your agreement back, recording of you stops at once, and what was recorded of you in this interview is deleted. Without your camera, only the picture goes. In your own interview you can do the same afterwards, on its page.",
  part: "Take back your part in this interview, also later: keep this page’s address",
};

const sources: Record<Source, string> = {
  mic: "voice",
  camera: "camera",
  screen: "screen",
  screen_sound: "sound of the screen",
};
