import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { MediaDoor } from "../../../proto/live/media.ts";
import type { Joined } from "../../../proto/signaling.ts";
import { type Live, openLive } from "../../api/live.ts";
import { createLate } from "../../kit/create-late.ts";
import { asRefusal, type Refusal } from "../../kit/refusal.ts";
import { lasting, passing, type Store } from "../../kit/store.ts";
import { Call, type CallLike, type CallOptions } from "../../media/call.ts";
import { PcmCall } from "../../media/pcm-call.ts";
import { LocalDevices } from "../../media/devices.ts";
import { mark, markClick } from "../../media/marks.ts";
import { allowed } from "../../media/permission.ts";
import type { AppState } from "../app-state.ts";
import { makeActs } from "./acts.ts";
import { type Chat, createChat } from "./chat.ts";
import { createDevices, type Devices } from "./devices.ts";
import { createOwn, type Own } from "./own.ts";
import { createOwnRecording } from "./own-recording.ts";
import { createSenses, type Senses } from "./senses.ts";
import type { Room, RoomLine, RoomScreen } from "./shapes.ts";
import { createSimpleWay, type SimpleWay } from "./simple-way.ts";
import { unsupported } from "./supported.ts";
import { Visit } from "./visit.ts";
import { createWayIn, type WayIn } from "./way-in.ts";

export type { ShownLine } from "./chat.ts";
export type { Quality } from "../../media/stats.ts";
export type * from "./shapes.ts";

/** What a room is made of; tests give their own. */
export type RoomParts = {
  readonly openLive: () => Live;
  readonly makeCall: (options: CallOptions) => CallLike;
  readonly makeDevices: () => LocalDevices;
  readonly store: Store;
  readonly allowed: (use: "mic" | "camera") => Promise<boolean>;
  readonly unsupported: () => string | undefined;
};

const ours: RoomParts = {
  openLive,
  makeCall: (options) => new Call(options),
  makeDevices: () => new LocalDevices(lasting),
  store: passing,
  allowed,
  unsupported,
};

/** How long a broken line is called "reconnecting" before it is called lost. */
const lostMs = 30_000;

/** Prepares the way in (socket, media code) without being in: that is `join`. */
export function createRoom(app: AppState, sessionId: string, parts: RoomParts = ours): Room {
  const live = parts.openLive();
  const usual = parts.makeCall({
    ask: (name, wish, options) => live.ask(name, wish, options),
    rejoin: () => visit.rejoin(),
  });
  const call = new PcmCall({
    usual,
    ticket: (id) => app.call("POST /interviews/:id/token", { params: { id } }),
    pauseMic: async (paused) => void await live.ask("track:pause", { source: "mic", paused }),
  });
  const local = parts.makeDevices();
  const devices = createDevices(local);
  const [broken, setBroken] = createSignal<Refusal>();
  const visit = new Visit({
    live,
    sessionId,
    store: parts.store,
    generation: () => call.generation,
    onJoined: (joined) => joinedWith(joined),
    onView: (view, me) => call.show(view, me),
    onLine: (open) => call.lineIs(open),
  });
  const own = createOwn({ live, call, local, devices, visit });
  const chat = createChat({ live, me: own.me, now: () => visit.now() });
  const senses = createSenses(live, call);
  const simple = createSimpleWay({ ...parts, call, view: visit.view, me: own.me });
  const wayIn = createWayIn({ visit, devices, ...own, ...parts });
  createOwnRecording({
    fallback: app.fallback,
    view: visit.view,
    me: own.me,
    mending: () => visit.place() === "inside" && (visit.away() || senses.repairing() || broken() !== undefined),
    otherWay: () => simple.possible(),
    microphone: () => devices.track("mic"),
    heard: () => own.mic.wanted && !own.me()?.muted,
  });

  const moveTo = (door: MediaDoor): void => {
    // A door that leads nowhere is no reason to leave: one reads and writes, and is told that there is no sound.
    call.move(door).then(() => own.settle(), (error: unknown) => void setBroken(asRefusal(error)));
  };
  const joinedWith = (joined: Joined): void => {
    mark("joined");
    chat.joined(joined.chat, joined.captions);
    setBroken(undefined);
    moveTo(joined.door);
    call.lineIs(true);
  };
  const stops = [
    live.on("chat:said", chat.said),
    live.on("caption:shown", chat.shown),
    live.on("door:moved", moveTo),
    live.onLine((line) => line === "refused" && app.session.me() && app.session.lost()),
  ];
  createEffect(on(visit.place, (place) => {
    // Whoever leaves is heard no more at once, however long the farewell takes.
    if (place !== "leaving" && place !== "out" && place !== "refused") return;
    call.leave();
    devices.close("mic");
    devices.close("camera");
  }));
  createEffect(on(() => devices.chosen("speaker"), (id) => call.chooseSpeaker(id)));
  createEffect(on(() => visit.view()?.interview?.id, (_, before) => before !== undefined && senses.unwarn()));
  void call.warmUp();
  onCleanup(() => {
    for (const stop of stops) stop();
    visit.close();
    call.close();
    live.close();
  });
  return shown({ live, call, devices, visit, own, chat, senses, simple, wayIn, broken });
}

type Made = {
  live: Live;
  call: CallLike;
  devices: Devices;
  visit: Visit;
  own: Own;
  chat: Chat;
  senses: Senses;
  simple: SimpleWay;
  wayIn: WayIn;
  broken: () => Refusal | undefined;
};

/** The parts as the page sees them. */
function shown({ live, call, devices, visit, own, chat, senses, simple, wayIn, broken }: Made): Room {
  const mending = (): boolean => visit.place() === "inside" && (visit.away() || senses.repairing());
  const late = createLate(mending, lostMs);
  const line = (): RoomLine => !mending() ? "steady" : late() ? "lost" : "reconnecting";
  const { mic, camera, screenShare, me, stopped, understood } = own;
  return {
    screen: () => screenOf(visit, wayIn),
    line,
    view: visit.view,
    me,
    part: () => me()?.part ?? "observer",
    chat: chat.lines,
    captions: chat.captions,
    unread: () => chat.unread(),
    readChat: () => chat.read(),
    level: (personId) => personId === visit.myId() ? devices.level() : senses.level(personId),
    stream: (personId, source) => {
      if (personId !== visit.myId()) return senses.stream(personId, source);
      return source === "screen" ? screenShare.picture() : source === "camera" ? devices.picture() : undefined;
    },
    want: (personId, source, size) => senses.want(personId, source, size),
    now: () => visit.now(),
    refusal: () => wayIn.unable() ?? visit.refusal() ?? broken(),
    closed: visit.closed,
    stopped,
    understood,
    lapsed: visit.lapsed,
    lapseSeen: () => visit.lapseSeen(),
    restarting: visit.restarting,
    warned: senses.warned,
    noted: senses.noted,
    recent: senses.recent,
    elsewhere: visit.elsewhere,
    devices,
    quality: senses.quality,
    mic,
    camera,
    screenShare,
    simple,
    soundBlocked: senses.soundBlocked,
    unblockSound: () => call.unblock(),
    returning: visit.returning,
    pressed: markClick,
    join: () => wayIn.join(false),
    takeOver: () => wayIn.join(true),
    leave: () => visit.leave(),
    act: makeActs(live, chat),
  };
}

function screenOf(visit: Visit, wayIn: WayIn): RoomScreen {
  switch (visit.place()) {
    case "outside":
      if (wayIn.unable()) return "error";
      return wayIn.asking() === "no"
        ? "initializing"
        : wayIn.asking() === "asking"
        ? "requestingPermissions"
        : "permissionsDenied";
    case "entering":
      return "connecting";
    case "inside":
      return "live";
    case "leaving":
      return "ending";
    case "out":
      return "ended";
    case "refused":
      return "error";
  }
}
