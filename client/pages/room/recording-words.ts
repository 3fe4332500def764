import type { RecordingState, RecordingTrouble, Source } from "../../../proto/live/words.ts";

export const recordingWords = {
  pill: {
    off: "Not recording",
    starting: "Recording starts",
    healthy: "Recording, safe",
    unsent: "Recording, one copy",
    behind: "Recording, behind",
    failing: "Recording has a gap",
  } satisfies Record<RecordingState, string>,
  title: {
    off: "Nothing is recorded",
    starting: "The recording starts",
    healthy: "This is recorded, and it is safe",
    unsent: "This is recorded, in one copy for now",
    behind: "The recording is behind",
    failing: "Part of this is not recorded",
  } satisfies Record<RecordingState, string>,
  lead: {
    off: "A recording runs only while an interview does, and only of people who agree to it.",
    starting: "Nothing is on disk yet. That takes a second or two.",
    healthy: "What was said is on disk, as a rule a second later. When it takes more than a few, this says so.",
    unsent:
      "What was said is safe on this server's disk, but right now it does not reach the store that keeps a second copy. It follows by itself.",
    behind: "For some seconds nothing reached the disk. It waits in memory and is written as soon as that works.",
    failing: "Something is not kept. What was recorded before is safe, and the call goes on.",
  } satisfies Record<RecordingState, string>,
  trouble: {
    "no-recorder": "What writes recordings does not run. It is being started again.",
    "no-answer": "What writes recordings does not answer in time. It is asked again and again.",
    "no-database": "The server's database does not answer. What begins now is recorded once it does.",
    "no-space": "There is too little space left on the server to begin a recording.",
    "disk-slow": "The server's disk is slow.",
    "disk-full": "The server's disk is full.",
    "read-only": "The server may not write to its disk.",
    "disk-failed": "The server's disk refused to write.",
    locked: "Another process on the server still writes this recording. It goes on here once that one lets go.",
    "newer-version":
      "What is there of this recording is from a newer version of Grindstone. It stays as it is, and this one adds nothing.",
    "other-key": "What is there of this recording is locked with another key. It stays as it is, and nothing is added.",
    "not-a-log":
      "What is there of this recording was changed and cannot be read. It stays as it is, and nothing is added.",
    elsewhere: "Another server still holds this recording. It comes over by itself.",
    "not-fetched":
      "What another server recorded of this has not come from the object store yet. It goes on once it has.",
    "not-sent": "The object store takes nothing right now.",
    failed: "The recorder failed.",
  } satisfies Record<RecordingTrouble, string>,
  tell: (state: RecordingState): string =>
    state === "unsent"
      ? "Whoever runs this instance can mend it."
      : "Whoever runs this instance can mend it. Go on, or stop here and try again later.",
  close: "Close",
  who: "Recorded now",
  nobody: "Nobody.",
  written: "Nobody’s voice or picture. What those who agreed write is kept, and who is in the seat.",
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
