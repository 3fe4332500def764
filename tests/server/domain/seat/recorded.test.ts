import { describe, expect, it } from "vitest";
import { type Mode, type Purpose, type Source, sources } from "../../../../proto/live/words.ts";
import { recordedOf } from "../../../../server/domain/seat/recorded.ts";
import { handoverMs } from "../../../../server/domain/seat/turns.ts";
import { company, type Scene } from "../../../kit/seat-room.ts";

const agrees = (it: Scene, by: string, ...to: Purpose[]): Scene =>
  to.reduce((then, purpose) => then.now({ kind: "consent", by, purpose, given: true }), it);
const everybody = (it: Scene): Scene =>
  ["ann", "ben", "cat", "mod"].reduce((then, by) => agrees(then, by, "record", "record_camera"), it);
const seated = (mode: Mode = "peer"): Scene => company(mode).now({ kind: "seat taken", by: "ann" });
const started = (it: Scene = seated()): Scene => it.now({ kind: "interview started", by: "ann", freshId: "first" });
const recorded = ({ room }: Scene, id: string): readonly Source[] => recordedOf(room, id, sources);

type Case = readonly [title: string, scene: Scene, id: string, recorded: readonly Source[]];
const all: readonly Source[] = sources;
const noCamera: readonly Source[] = ["mic", "screen", "screen_sound"];
const running = everybody(started());
const asking = everybody(started()).now({ kind: "asker set", by: "ben", to: "ben" });
const given = (mode: Mode): Scene =>
  everybody(started(seated(mode))).now({ kind: "floor given", by: "mod", to: "cat" });
const handing = running.now({ kind: "seat given", by: "ann", to: "ben" });

const cases: readonly Case[] = [
  ["the seat, with all that they agreed to", running, "ann", all],
  ["the seat without a camera that they did not agree to", agrees(started(), "ann", "record"), "ann", noCamera],
  ["nothing by an agreement to the camera alone", agrees(started(), "ann", "record_camera"), "ann", []],
  ["nothing of who was not asked", started(), "ann", []],
  ["nothing by an agreement to sharing alone", agrees(started(), "ann", "share_anonymized"), "ann", []],
  ["nothing before the interview", everybody(seated()), "ann", []],
  ["nothing after it", running.now({ kind: "interview ended", by: "ann" }), "ann", []],
  ["nothing of who watches, although they agreed", running, "cat", []],
  ["nothing of a moderator who watches", running, "mod", []],
  ["nothing of somebody who is not here", running, "eve", []],
  ["who asks", asking, "ben", all],
  ["who asks and did not agree: nothing", started().now({ kind: "asker set", by: "ben", to: "ben" }), "ben", []],
  ["the voice of who was given the microphone", given("peer"), "cat", ["mic"]],
  ["their camera too where everybody asks", given("open"), "cat", ["mic", "camera"]],
  ["nothing once it is taken", given("peer").now({ kind: "floor taken", by: "mod", of: "cat" }), "cat", []],
  ["nothing of who gets the seat next", handing, "ben", []],
  ["who had the seat until it changes hands", handing, "ann", all],
  ["who got it, from that moment", handing.after(handoverMs), "ben", all],
  ["nothing of who had it before", handing.after(handoverMs), "ann", []],
  ["somebody whose page is away for a moment", running.now({ kind: "dropped", by: "ann" }), "ann", all],
  ["somebody who is muted, whose silence is theirs", running.now({ kind: "muted", by: "mod", of: "ann" }), "ann", all],
  ["nothing once a room is over", running.now({ kind: "session ended", by: "mod" }), "ann", []],
];

describe("what is recorded", () => {
  it.each(cases)("is %s", (_, scene, id, expected) => {
    expect(recorded(scene, id)).toEqual(expected);
  });

  it("is only what they send", () => {
    expect(recordedOf(running.room, "ann", ["mic"])).toEqual(["mic"]);
    expect(recordedOf(running.room, "ann", [])).toEqual([]);
  });

  it("ends at once with what somebody takes back", () => {
    const camera = running.now({ kind: "consent", by: "ann", purpose: "record_camera", given: false });
    expect(recorded(camera, "ann")).toEqual(noCamera);
    const everything = running.now({ kind: "consent", by: "ann", purpose: "record", given: false });
    expect(recorded(everything, "ann")).toEqual([]);
    const elsewhere = running.now({ kind: "consents stored", of: "ann", given: [] });
    expect(recorded(elsewhere, "ann")).toEqual([]);
  });
});
