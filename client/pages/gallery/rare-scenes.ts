import type { Scene } from "./scene.ts";
import { galleryNowMs, idOf, madeUpView } from "./made-up-room.ts";

const camera = { producerId: "camera", source: "camera" as const, paused: false };
const mic = { producerId: "mic", source: "mic" as const, paused: false };
const seen: Scene = {
  camera: "on",
  view: madeUpView({}, { 0: { tracks: [mic, camera] } }),
  picture: (personId, source) => personId === idOf(0) && source === "camera" ? drawn() : undefined,
};
const others = madeUpView({ handover: { toId: idOf(2), byId: idOf(0), atMs: galleryNowMs + 8_000 } }, {
  1: { role: "member", moderates: false },
});

/** What few see, and nobody for long: two of them in one picture where they do not hide each other. */
export const rareScenes: Readonly<Record<string, Scene>> = {
  "self-hidden": { ...seen, looks: { "room.hide-me": "on" }, warned: 300_000 },
  "speaker-view": {
    ...seen,
    levels: { [idOf(1)]: 7 },
    looks: { "room.speaker-view": "on", "room.mirror": "off" },
    warned: 60_000,
  },
  /** Somebody else hands over to somebody else, which one may not stop. */
  "camera-denied": { me: 1, view: others, camera: "failed", problems: { camera: "permissionsDenied" } },
  ending: { screen: "ending" },
  "signed-out": { screen: "ended", closed: { why: "signed-out", message: "" } },
  abuse: { screen: "ended", closed: { why: "abuse", message: "" } },
};

let stream: MediaStream | undefined;

/** A picture in which left and right differ, so that a mirror shows. */
function drawn(): MediaStream {
  if (stream) return stream;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 360];
  const brush = canvas.getContext("2d");
  if (brush) {
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.clearRect(60, 80, 160, 200);
  }
  return stream = canvas.captureStream(1);
}
