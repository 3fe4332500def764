import type { Accessor } from "solid-js";
import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import type { Part, Purpose, Reaction, Source, ThinkTime } from "../../../proto/live/words.ts";
import type { Caption, Facts } from "../../../proto/signaling.ts";
import type { Refusal } from "../../kit/refusal.ts";
import type { DeviceProblem } from "../../media/device-problem.ts";
import type { Quality } from "../../media/stats.ts";
import type { ShownLine } from "./chat.ts";
import type { Devices } from "./devices.ts";
import type { Lapse } from "./lapse.ts";
import type { SimpleWay } from "./simple-way.ts";

/**
 * Where one is on the way in and out (LIVE-10). `initializing`: not in, nothing was asked; also when one is in the room
 * in another tab (`elsewhere`). `error`: kept out, `refusal` says why. `ended`: out, `closed` says why.
 */
export type RoomScreen =
  | "initializing"
  | "requestingPermissions"
  | "permissionsDenied"
  | "connecting"
  | "live"
  | "ending"
  | "ended"
  | "error";

/** `lost`: many tries in a row failed; it is still tried. */
export type RoomLine = "steady" | "reconnecting" | "lost";

/** `paused`: one paused it oneself, or the server holds it silent. `denied`: the rules do not allow it now. */
export type TrackState = "off" | "starting" | "on" | "paused" | "denied" | "failed";

/** One stream of one's own. */
export interface Track {
  state: Accessor<TrackState>;
  /** What is wrong with the device behind it. */
  problem: Accessor<DeviceProblem | undefined>;
  /** Before joining it says that one wants to come in with it. Throws Refusal when the server does not take it. */
  on(): Promise<void>;
  /** A microphone is only paused, so that it is back at once. */
  off(): Promise<void>;
  toggle(): Promise<void>;
}

/** `none`: it is not on screen, so it need not be sent. */
export type PictureSize = "none" | "small" | "medium" | "full";

/** All that one can do in a room. Each throws Refusal when it was not done. */
export interface RoomActs {
  takeSeat(): Promise<void>;
  leaveSeat(): Promise<void>;
  giveSeat(personId: string): Promise<void>;
  keepSeat(): Promise<void>;
  setAsker(personId: string | null): Promise<void>;
  startInterview(): Promise<void>;
  endInterview(): Promise<void>;
  giveFloor(personId: string): Promise<void>;
  takeFloor(personId: string): Promise<void>;
  raiseHand(up: boolean): Promise<void>;
  mute(personId: string): Promise<void>;
  remove(personId: string): Promise<void>;
  endSession(): Promise<void>;
  consent(purpose: Purpose, given: boolean): Promise<void>;
  /** Shown at once, and said once however often the line breaks. */
  say(text: string): Promise<void>;
  react(reaction: Reaction): Promise<void>;
  typeLine(text: string): Promise<void>;
  /** How long the AI interviewer waits before it takes a silence for an end. */
  think(thinkTime: ThinkTime): Promise<void>;
  /** "Take your time": it waits until the candidate speaks again. */
  takeTime(): Promise<void>;
}

/** One live room as this tab is in it. Closed with its owner; one's place is kept then, as after a reload. */
export interface Room {
  screen: Accessor<RoomScreen>;
  line: Accessor<RoomLine>;
  view: Accessor<RoomView | undefined>;
  me: Accessor<PersonView | undefined>;
  /** `observer` until one is in. */
  part: Accessor<Part>;
  chat: Accessor<readonly ShownLine[]>;
  captions: Accessor<readonly Caption[]>;
  /** Lines of others that came since `readChat`. */
  unread(): number;
  readChat(): void;
  /** How loud somebody, or the AI interviewer, is, 0..9; one's own from one's own microphone. */
  level(personId: string): number;
  /** The picture of somebody, also of oneself. */
  stream(personId: string, source: Source): MediaStream | undefined;
  /** How large a picture is shown, so that no more than that is sent. */
  want(personId: string, source: Source, size: PictureSize): void;
  /** The server's clock, ms. */
  now(): number;
  /** Why one could not come in, or what went wrong since. */
  refusal: Accessor<Refusal | undefined>;
  /** Why one is out. */
  closed: Accessor<Facts["room:closed"] | undefined>;
  /** The server took a stream of one's own away; shown until `understood`. */
  stopped: Accessor<Facts["track:stopped"] | undefined>;
  understood(): void;
  /** One was away for too long, and what one had was given free; shown until `lapseSeen`. */
  lapsed: Accessor<Lapse | undefined>;
  lapseSeen(): void;
  /** The server said that it stops; one comes back by oneself. */
  restarting: Accessor<boolean>;
  /** How much time is left, as of the last warning. */
  warned: Accessor<number | undefined>;
  /** The last sentence about the AI interviewer that everybody should read once. */
  noted: Accessor<Facts["interviewer:noted"] | undefined>;
  /** Reactions of the last seconds. */
  recent: Accessor<readonly { readonly personId: string; readonly reaction: Reaction; readonly key: number }[]>;
  /** One is in this room in another tab; `takeOver` goes on here. */
  elsewhere: Accessor<boolean>;
  devices: Devices;
  quality: Accessor<Quality | undefined>;
  mic: Track;
  camera: Track;
  screenShare: Track;
  /** Sound over a WebSocket where nothing else gets through. */
  simple: SimpleWay;
  /** The browser plays nothing before somebody clicks: show "click to hear", which calls `unblockSound`. */
  soundBlocked: Accessor<boolean>;
  unblockSound(): void;
  /** This tab was in the room before a reload: join at once, without the check. */
  returning: boolean;
  /** Somebody pressed the way in: how long it takes is counted from here on. */
  pressed(): void;
  join(): Promise<void>;
  takeOver(): Promise<void>;
  leave(): Promise<void>;
  act: RoomActs;
}
