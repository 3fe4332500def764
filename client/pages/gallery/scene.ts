import type { RoomView } from "../../../proto/live/view.ts";
import type { Reaction, Source } from "../../../proto/live/words.ts";
import type { Caption, ChatLine, Facts } from "../../../proto/signaling.ts";
import type { Refusal } from "../../kit/refusal.ts";
import type { DeviceProblem, DeviceUse } from "../../state/room/devices.ts";
import type { EchoState } from "../../state/room/echo.ts";
import type { Quality, RoomLine, RoomScreen, TrackState } from "../../state/room/room.ts";
import type { PcmTrouble, SimpleState } from "../../state/room/simple-way.ts";

/** What a stand-in of a room shows; the rest is as it is in a calm room. */
export type Scene = {
  /** Who one is, by number. */
  me?: number;
  view?: RoomView;
  screen?: RoomScreen;
  line?: RoomLine;
  mic?: TrackState;
  camera?: TrackState;
  screenShare?: TrackState;
  chat?: readonly ChatLine[];
  captions?: readonly Caption[];
  unread?: number;
  levels?: Readonly<Record<string, number>>;
  refusal?: Refusal;
  closed?: Facts["room:closed"];
  stopped?: Facts["track:stopped"];
  /** It was the seat that one lost by being away. */
  lapsed?: { seat: boolean };
  restarting?: boolean;
  /** ms that are left, as a warning just said. */
  warned?: number;
  elsewhere?: boolean;
  soundBlocked?: boolean;
  quality?: Quality;
  /** How the simple connection is; undefined: it is not possible. */
  simple?: SimpleState;
  simpleTrouble?: PcmTrouble;
  noted?: Facts["interviewer:noted"];
  recent?: readonly { personId: string; reaction: Reaction; key: number }[];
  problems?: Partial<Record<DeviceUse, DeviceProblem["trouble"]>>;
  deviceLost?: string;
  /** False: the microphone is still being opened at the door. */
  micOpen?: boolean;
  /** What the browser remembers of how the room is to look. */
  looks?: Readonly<Record<string, string>>;
  /** What hearing oneself is at, at the door. */
  echo?: EchoState;
  picture?: (personId: string, source: Source) => MediaStream | undefined;
};

/** What was asked of a stand-in, in order: "giveFloor p6". */
export type Asked = string[];
