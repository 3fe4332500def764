import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAppState } from "../../../../client/state/app-state.ts";
import type { Devices } from "../../../../client/state/room/devices.ts";
import { createDoctor, type DoctorParts } from "../../../../client/state/room/doctor.ts";
import { createEcho, type EchoParts } from "../../../../client/state/room/echo.ts";
import type { EchoWay } from "../../../../client/media/echo-way.ts";
import { fakeLive, refused } from "../../fake-live.ts";
import { fakeServer, ok } from "../../fake-server.ts";
import { installStandIns } from "../../stand-ins.ts";

beforeEach(() => {
  installStandIns();
  vi.stubGlobal("navigator", { onLine: true, mediaDevices: {} });
});
afterEach(() => void vi.unstubAllGlobals());

const track = { clone: () => track, stop: () => undefined, getTracks: () => [] } as unknown as MediaStreamTrack;
const quality = { roundTripMs: 24, lossPercent: 0, overTcp: false, grade: "good" as const };
function wayBack() {
  const way = {
    track,
    closed: 0,
    quality: () => Promise.resolve(quality),
    close: () => Promise.resolve(void way.closed++),
  };
  return way;
}

describe("the doctor", () => {
  type Interviewer = { voice: string | null; judges: boolean } | null;
  const speaks: Interviewer = { voice: "Flite “rms”", judges: true };
  function doctor(
    blocked: string[],
    { turn = false, live = fakeLive(), mic = "", interviewer = speaks as Interviewer } = {},
  ) {
    const stream = { getTracks: () => [] } as unknown as MediaStream;
    const found = { ports: [4500], address: null, turn, interviewer };
    const server = fakeServer({ "GET /connection": ok("GET /connection", found) });
    const parts: DoctorParts = {
      openLive: () => live,
      openWay: (_, __, route) =>
        blocked.includes(route ?? "all")
          ? Promise.reject(new Error("blocked"))
          : Promise.resolve(wayBack() as unknown as EchoWay),
      testTone: () => ({ track, stop: () => undefined }),
      getUserMedia: () => mic ? Promise.reject(new DOMException("", mic)) : Promise.resolve(stream),
    };
    return createRoot(() => ({ doctor: createDoctor(createAppState({ fetch: server.fetch }), parts), live }));
  }
  const states = (all: ReturnType<typeof doctor>) =>
    Object.fromEntries(all.doctor.hops().map((it) => [it.name, it.state]));

  it("tries hop by hop, and names nothing when all is well", async () => {
    const all = doctor([], { turn: true });
    await all.doctor.run();
    expect(Object.keys(states(all))).toEqual(["page", "socket", "udp", "tcp", "turn", "microphone", "interviewer"]);
    expect(new Set(Object.values(states(all)))).toEqual(new Set(["ok"]));
    expect(all.doctor.firstFailed()).toBeUndefined();
    expect(all.live.closed).toBe(true);
  });

  it("names the first hop that fails, with what to do, and still tries the others", async () => {
    const all = doctor(["udp"]);
    await all.doctor.run();
    expect(states(all)).toMatchObject({ udp: "failed", tcp: "ok", turn: "skipped" });
    expect(all.doctor.firstFailed()).toMatchObject({ name: "udp", sentence: expect.stringMatching(/port 4500.*Ask/) });
  });

  it("does not try media without a line", async () => {
    const live = fakeLive();
    live.line = "refused";
    live.refusal = refused("unauthenticated");
    const all = doctor([], { live });
    await all.doctor.run();
    expect(states(all)).toMatchObject({ page: "ok", socket: "failed", udp: "skipped", tcp: "skipped" });
    expect(all.doctor.firstFailed()?.sentence).toMatch(/Sign in/);
  });

  it.each<[Interviewer, string, RegExp]>([
    [{ voice: "Flite “rms”", judges: true }, "ok", /speaks as Flite “rms”/],
    [{ voice: "Flite “rms”", judges: false }, "ok", /a cough may stop it/],
    [{ voice: null, judges: true }, "skipped", /no voice.*can be read/],
    [null, "skipped", /none|no AI interviewer/],
  ])("says what the interviewer has to speak with: %j", async (interviewer, state, words) => {
    const all = doctor([], { interviewer });
    await all.doctor.run();
    expect(all.doctor.hops().at(-1)).toMatchObject({ state, sentence: expect.stringMatching(words) });
    expect(all.doctor.firstFailed()).toBeUndefined();
  });

  it("says what to do about the microphone", async () => {
    const all = doctor([], { mic: "NotAllowedError" });
    await all.doctor.run();
    expect(all.doctor.firstFailed()).toMatchObject({ name: "microphone", sentence: expect.stringMatching(/Allow it/) });
  });
});

describe("hearing oneself", () => {
  function echo(more: Partial<EchoParts> = {}, mic = true) {
    const live = fakeLive();
    const way = wayBack();
    const played: string[] = [];
    const parts: EchoParts = {
      openLive: () => live,
      openWay: () => Promise.resolve(way as unknown as EchoWay),
      record: () => Promise.resolve(new Blob(["sound"])),
      playBack: (_, speaker) => Promise.resolve(void played.push(speaker)),
      meter: () => () => undefined,
      ...more,
    };
    const devices = {
      open: () => Promise.resolve(mic),
      track: () => track,
      chosen: () => "speaker-1",
    } as unknown as Devices;
    return createRoot((dispose) => ({ echo: createEcho(devices, parts), live, way, played, dispose }));
  }

  it("records what came back, lets go of the way, and plays it where the room will be heard", async () => {
    const all = echo();
    await all.echo.listen();
    expect([all.echo.state(), all.played, all.echo.quality()]).toEqual(["done", ["speaker-1"], quality]);
    expect([all.way.closed, all.live.closed]).toEqual([1, true]);
    await all.echo.again();
    expect(all.played).toHaveLength(2);
  });

  it("says where to look when nothing comes back", async () => {
    const all = echo({ openWay: () => Promise.reject(new Error("No media gets through.")) });
    await all.echo.listen();
    expect([all.echo.state(), all.live.closed]).toEqual(["failed", true]);
    expect(all.echo.refusal()?.message).toMatch(/doctor/);
  });

  it("does not blame the way when nothing here plays what came back", async () => {
    const all = echo({ playBack: () => Promise.reject(new Error("no speakers")) });
    await all.echo.listen();
    expect([all.echo.state(), all.echo.refusal()]).toEqual(["unplayed", undefined]);
  });

  it("fails without a refusal of its own when there is no microphone", async () => {
    const all = echo({}, false);
    await all.echo.listen();
    expect([all.echo.state(), all.echo.refusal()]).toEqual(["failed", undefined]);
  });

  it("plays nothing after it was closed", async () => {
    const all = echo();
    const listening = all.echo.listen();
    all.dispose();
    await listening;
    expect([all.echo.state(), all.played]).toEqual(["idle", []]);
  });
});
