import { beforeEach, describe, expect, it } from "vitest";
import type { Source } from "../../../proto/live/words.ts";
import { decide } from "../../../server/domain/seat/rules.ts";
import type { RoomState } from "../../../server/domain/seat/state.ts";
import { AppError } from "../../../server/kit/errors.ts";
import { Stage } from "../../../server/rooms/stage.ts";
import { company } from "../../kit/seat-room.ts";
import { until } from "../../kit/until.ts";

type Track = { producerId: string; source: Source; paused: boolean };
type Hush = { personId: string; source: Source; silent: boolean; done(): void; fail(error: Error): void };

let state: RoomState;
let tracks: Map<string, Track[]>;
let asked: Hush[];
let stopped: string[];
let stage: Stage;

beforeEach(() => {
  tracks = new Map();
  asked = [];
  stopped = [];
  stage = new Stage({
    state: () => state,
    media: {
      tracks: (personId) => tracks.get(personId) ?? [],
      publish: () => Promise.reject(new Error("nobody publishes here")),
      hush: (personId, source, silent) =>
        new Promise((resolve, reject) => {
          const done = (): void => {
            for (const it of tracks.get(personId) ?? []) if (it.source === source) it.paused = silent;
            resolve();
          };
          asked.push({ personId, source, silent, done, fail: reject });
        }),
      stop: (personId, source) => {
        tracks.set(personId, (tracks.get(personId) ?? []).filter((it) => it.source !== source));
      },
    },
    kept: () => Promise.resolve(),
    onStopped: (personId, source) => stopped.push(`${personId} ${source}`),
  });
  state = company().now({ kind: "seat taken", by: "ann" }).room;
});

const sends = (personId: string, paused: boolean, source: Source = "mic"): void => {
  tracks.set(personId, [...tracks.get(personId) ?? [], { producerId: `${personId} ${source}`, source, paused }]);
};
const next = async (): Promise<Hush> => await until(() => asked.shift());
/** What a moderator does. */
const mute = (of: string): void => void (state = decide(state, { kind: "muted", by: "mod", of }, 0).room);

describe("a stream on the stage", () => {
  it("is silent in the end when it is muted while it is being opened", async () => {
    sends("ann", true);
    const opening = stage.pause("ann", "mic", false);
    const open = await next();
    mute("ann");
    const muting = stage.enforceAll(["ann"]);
    open.done();
    const silence = await next();
    expect([open.silent, silence.silent]).toEqual([false, true]);
    silence.done();
    await Promise.all([opening, muting]);
    expect(tracks.get("ann")).toMatchObject([{ paused: true }]);
  });

  it("ends when it cannot be silenced", async () => {
    sends("ann", false);
    mute("ann");
    const muting = stage.enforceAll(["ann"]);
    (await next()).fail(new AppError("conflict", "The worker said no."));
    await muting;
    expect(tracks.get("ann")).toEqual([]);
    expect(stopped).toEqual(["ann mic"]);
  });

  it("that ends by itself while it is being silenced keeps nobody else from what is right", async () => {
    sends("ann", false);
    sends("ben", false);
    mute("ann");
    const holding = stage.enforceAll(["ann", "ben"]);
    const silence = await next();
    tracks.set("ann", []);
    silence.fail(new AppError("conflict", "This stream has just ended."));
    await holding;
    expect(stopped).toEqual(["ben mic"]);
  });
});
