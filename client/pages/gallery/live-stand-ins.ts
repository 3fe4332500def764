import { createSignal } from "solid-js";
import type { Part } from "../../../proto/live/words.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Store } from "../../kit/store.ts";
import type { Doctor, Hop } from "../../state/room/doctor.ts";
import type { Echo, EchoState } from "../../state/room/echo.ts";
import type { Quality, Room, RoomActs } from "../../state/room/room.ts";
import { standInDevices, standInTrack } from "./device-stand-ins.ts";
import { galleryNowMs, idOf, madeUpView } from "./made-up-room.ts";
import type { Asked, Scene } from "./scene.ts";

const acts: readonly (keyof RoomActs)[] = [
  "takeSeat",
  "leaveSeat",
  "giveSeat",
  "keepSeat",
  "setAsker",
  "startInterview",
  "endInterview",
  "giveFloor",
  "takeFloor",
  "raiseHand",
  "mute",
  "remove",
  "endSession",
  "consent",
  "say",
  "react",
  "typeLine",
  "think",
  "takeTime",
];

/** A room of nobody, for the gallery and for tests. */
export function standInRoom(scene: Scene = {}, asked: Asked = []): Room {
  const view = scene.view ?? madeUpView();
  const [unread, setUnread] = createSignal(scene.unread ?? 0);
  const note = (name: string) => (...what: unknown[]): Promise<void> => {
    asked.push([name, ...what].join(" "));
    return Promise.resolve();
  };
  const me = () => view.people[idOf(scene.me ?? 0)];
  const screen = scene.screen ?? "live";
  return {
    screen: () => screen,
    line: () => scene.line ?? "steady",
    view: () => view,
    me,
    part: (): Part => me()?.part ?? "observer",
    chat: () => (scene.chat ?? []).map((line) => ({ ...line, pending: false })),
    captions: () => scene.captions ?? [],
    unread,
    readChat: () => setUnread(0),
    level: (id) => scene.levels?.[id] ?? 0,
    stream: (id, source) => scene.picture?.(id, source),
    want: () => undefined,
    now: () => galleryNowMs,
    refusal: () => scene.refusal,
    closed: () => scene.closed,
    stopped: () => scene.stopped,
    understood: () => asked.push("understood"),
    lapsed: () => scene.lapsed,
    lapseSeen: () => asked.push("lapse seen"),
    restarting: () => scene.restarting ?? false,
    warned: news(scene.warned),
    noted: () => scene.noted,
    recent: () => scene.recent ?? [],
    elsewhere: () => scene.elsewhere ?? false,
    devices: standInDevices(scene, asked),
    quality: () => scene.quality,
    mic: standInTrack("mic", scene.mic ?? "on", scene, asked),
    camera: standInTrack("camera", scene.camera ?? "off", scene, asked),
    screenShare: standInTrack("screen", scene.screenShare ?? "off", scene, asked),
    simple: {
      possible: () => scene.simple !== undefined,
      chosen: () => (scene.simple ?? "off") !== "off",
      state: () => scene.simple ?? "off",
      byItself: () => scene.simple === "on",
      dropping: () => false,
      trouble: () => scene.simpleTrouble,
      why: () => scene.simple === "refused" ? "This browser is too old for it." : undefined,
      choose: note("simple"),
    },
    soundBlocked: () => scene.soundBlocked ?? false,
    unblockSound: () => asked.push("unblockSound"),
    returning: false,
    pressed: () => undefined,
    join: note("join"),
    takeOver: note("takeOver"),
    leave: note("leave"),
    act: Object.fromEntries(acts.map((name) => [name, note(name)])) as unknown as RoomActs,
  };
}

/** An echo that stands still in one state. */
export function standInEcho(state: EchoState, quality: Quality | undefined, asked: Asked = []): Echo {
  const refusal = new Refusal(
    "unavailable",
    "No sound got through to the server and back. The doctor finds out where it stops.",
  );
  return {
    state: () => state,
    listen: () => Promise.resolve(void asked.push("listen")),
    again: () => Promise.resolve(void asked.push("again")),
    close: () => asked.push("echo closed"),
    leftSeconds: () => 4,
    level: () => 5,
    quality: () => quality,
    refusal: () => state === "failed" ? refusal : undefined,
  };
}

/** A doctor who has already looked. */
export function standInDoctor(hops: readonly Hop[]): Doctor {
  return {
    hops: () => hops,
    running: () => hops.some((it) => it.state === "running"),
    firstFailed: () => hops.find((it) => it.state === "failed"),
    run: () => Promise.resolve(),
  };
}

/** What a browser remembers for as long as one looks. */
export function standInLooks({ looks = {} }: Scene): Store {
  const kept = new Map(Object.entries(looks));
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => kept.set(key, value) === kept,
    remove: (key) => void kept.delete(key),
  };
}

/** Comes right after it was first looked at, as a warning does. */
function news<T>(value: T | undefined): () => T | undefined {
  const [now, setNow] = createSignal<T>();
  return () => {
    queueMicrotask(() => setNow(() => value));
    return now();
  };
}
