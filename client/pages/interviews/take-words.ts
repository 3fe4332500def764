import type { TakeMoment, TakeTrack } from "../../../proto/http/takes.ts";
import { count } from "../../kit/text.ts";
import { length } from "../../kit/time.ts";

const kinds: Record<TakeTrack["kind"], string> = {
  voice: "voice",
  interviewer: "Interviewer’s voice",
  camera: "camera",
  screen: "screen",
  "screen-sound": "sound of the screen",
  notes: "notes",
  fallback: "voice, recorded by the browser",
};

const ends: Record<NonNullable<TakeMoment["end"]>, string> = {
  USER_INITIATED: "You ended the interview",
  HANDED_OVER: "You handed the seat over",
  MODERATOR_ENDED: "The interview was ended by a moderator",
  INTERVIEWER_ENDED: "The interviewer closed the interview",
  TIMEOUT: "The interview’s time was up",
  FAILED: "The interview broke off",
};

/** `who` did what; somebody who is gone has no name. */
function happened({ what, text, end }: TakeMoment, who = "Somebody"): string {
  const you = who === takeWords.you;
  switch (what) {
    case "seat":
      return `${who} sat down in the seat`;
    case "asker":
      return `${who} began to ask`;
    case "microphone":
      return `${who} ${you ? "were" : "was"} given the microphone`;
    case "microphone-back":
      return `${who} gave the microphone back`;
    case "question":
      return text === null ? "A question" : `Question: ${text}`;
    case "end":
      return ends[end ?? "FAILED"];
  }
}

/** What of a track is not as it was said or shown, a sentence each; empty: nothing. */
function lackOf({ gapsMs, damage, endedEarly }: Pick<TakeTrack, "gapsMs" | "damage" | "endedEarly">): string {
  return [
    gapsMs >= 100 && takeWords.missing(gapsMs),
    damage !== null && damage.lostMs > 0 && takeWords.unread(damage.lostMs),
    // Where it ended early, that says more.
    damage?.cut && endedEarly === null && takeWords.cut,
    endedEarly !== null && (takeWords.ended[endedEarly] ?? takeWords.endedOtherwise),
  ].filter(Boolean).join(" ");
}

export const takeWords = {
  title: "Recording",
  what: "This recording",
  none: "Nothing of this interview was recorded.",
  noneText: "A recording begins with an interview in a room, of those alone who agreed to it.",
  recording: (safe: string): string => `It is being recorded. ${safe} is safe on disk.`,
  recordingNext: "You can play it when the interview is over and the files are made.",
  finishing: "The files are being made.",
  finishingNext: "You can leave this page; it goes on by itself, also after a restart of the server.",
  left: (seconds: number): string =>
    seconds < 90
      ? `About ${count(Math.max(1, seconds), "second")} left.`
      : `About ${Math.round(seconds / 60)} minutes left.`,
  progress: "Files made",
  waiting: "The files are not made yet.",
  waits: {
    "other-key":
      "They are locked with another key file than this server has. Nothing is lost: when whoever runs this instance puts the right one back, they are made.",
    "key-changed":
      "The key of this interview was changed and does not open. What was recorded is kept: when whoever runs this instance restores the key from a backup, they are made.",
    "its-node": "They wait for the machine that recorded it, which makes them as soon as it is there.",
    "disk-full": "The server’s disk is full. What was recorded is kept, and it goes on by itself when there is space.",
    "read-only":
      "The server may not write to its disk. What was recorded is kept, and it goes on by itself when it may.",
    "disk-failed": "The server’s disk reports an error. It is tried again; whoever runs this instance can look at it.",
    "store-away":
      "The object store that keeps them does not take them just now. What was recorded is kept, and it goes on by itself.",
  } as Readonly<Record<string, string>>,
  waitsOtherwise: "Something is in the way. What was recorded is kept, and it is tried again by itself.",
  broken: "The recording could not be finished.",
  reasons: {
    "logs-missing":
      "What was recorded is not on this server. If its disk was exchanged or its folder moved, whoever runs this instance can put it back, and it is finished at the next start.",
    "key-missing": "Its key is gone, so nobody can read it. Nothing can be done; you can delete it.",
  } as Readonly<Record<string, string>>,
  brokenNext: "What was recorded is kept. Ask whoever runs this instance; finishing is tried again at the next start.",
  expired: "The recording was kept as long as was promised, and then deleted.",
  erasing: "The recording is being deleted. Nobody can read it any more.",
  erased: "The recording was deleted.",
  empty: "Nothing was said or shown that could be kept.",
  tracks: "Tracks on one time line",
  track: (name: string | undefined, kind: TakeTrack["kind"]): string =>
    kind === "interviewer" ? kinds.interviewer : `${name ?? "Somebody"}, ${kinds[kind]}`,
  you: "You",
  play: "Play",
  pause: "Pause",
  mute: (what: string): string => `Mute: ${what}`,
  solo: (what: string): string => `Hear nothing else: ${what}`,
  show: (what: string): string => `Show: ${what}`,
  moments: "What happened",
  moment: happened,
  momentsLost: "Some of what happened could not be read.",
  kept: "The recording is safe.",
  position: "Place in the recording",
  keys: "Space plays and pauses, the arrows move five seconds.",
  at: (now: string, all: string): string => `${now} of ${all}`,
  others:
    "You hear yourself and the AI interviewer. What others said was recorded with their agreement and is not played here.",
  missing: (ms: number): string =>
    `${ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${length(ms)} min`} missing, shown and heard as silence.`,
  lack: lackOf,
  unread: (ms: number): string =>
    `About ${(Math.max(100, ms) / 1_000).toFixed(1)} s was recorded and could not be read.`,
  cut: "A moment of it was cut off by a crash.",
  ended: {
    "disk-full": "The server’s disk was full, so it ended before its person did.",
    "disk-slow": "The server’s disk was too slow, so it ended before its person did.",
    "read-only": "The server could no longer write to its disk, so it ended before its person did.",
    "disk-failed": "The server’s disk failed, so it ended before its person did.",
    unreadable: "What was recorded could not be read. It is kept as it is.",
    "newer-version": "It was written by a newer version of the server and is kept; an update makes it.",
  } as Readonly<Record<string, string>>,
  endedOtherwise: "It ended before its person did.",
  picture: "Your picture",
  safe: "How safe it is",
  safeText: "Stored encrypted, with a key for this interview alone. What is missing is said at its track.",
  alignment: "How well it fits together",
  aligned: (p95: number, most: number): string =>
    `Tracks lie at most ${Math.ceil(most)} ms apart, nearly always at most ${Math.ceil(p95)} ms.`,
  alone: "There is one track, so nothing can drift apart.",
  until: "Kept until",
  untilText: (day: string): string => `${day}, then it is deleted for good.`,
  length: "Length",
  size: "Size",
  deleteTrack: (what: string): string => `Delete: ${what}`,
  deleteTrackTitle: (what: string): string => `Delete this track? ${what}`,
  deleteTrackText:
    "This track goes for good, from disk and from every store. The other tracks stay and keep their places.",
  deleteAll: "Delete the recording",
  deleteAllTitle: "Delete the recording?",
  deleteAllText:
    "All tracks of everybody in it go for good, and its key is destroyed, so copies in backups cannot be read either. The interview stays in your list.",
  verb: "Delete for good",
  keep: "Keep it",
  deleted: "It is deleted.",
  withdraw: {
    record: {
      verb: "Take back my agreement",
      title: "Take back that you may be recorded?",
      text:
        "Everything that was recorded of you in this interview is deleted for good: voice, camera, screen and what you wrote. What was recorded of others stays, and is put together again without you.",
      sure: "Delete what is mine",
      done: "Your part is deleted.",
    },
    record_camera: {
      verb: "Take back my picture",
      title: "Take back that your camera may be recorded?",
      text:
        "What your camera recorded in this interview is deleted for good. Your voice stays, and everything of others.",
      sure: "Delete my picture",
      done: "Your picture is deleted.",
    },
  },
  heard: {
    title: "Recorded with others",
    lead:
      "Interviews of other people in which you agreed to being recorded. Each is theirs; what is of you goes when you say so.",
    what: "These recordings",
    none: "You are in no recording of others",
    noneText: "When you agree to being recorded in somebody else’s interview, it is listed here.",
    link: "Where others recorded you",
    of: (name: string | undefined): string => name === undefined ? "An interview" : `Interview of ${name}`,
    kinds: (of: readonly TakeTrack["kind"][]): string =>
      of.length === 0
        ? "nothing but what you may have written"
        : `your ${[...new Set(of.map((it) => kinds[it]))].join(", ")}`,
  },
  part: {
    title: "Your part in this recording",
    lead:
      "Somebody else’s interview was recorded while you were in the room. The recording is theirs; what was recorded of you goes when you say so.",
    done: {
      record: "Nothing of you is in this recording.",
      record_camera: "Your picture is in this recording no more.",
    },
    home: "Go home",
  },
};
