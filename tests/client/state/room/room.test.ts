import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAppState } from "../../../../client/state/app-state.ts";
import { createRoom, type Room } from "../../../../client/state/room/room.ts";
import { doorWith, fakeLive, joinedAs, person, refused, viewWith } from "../../fake-live.ts";
import { asLocal, fakeCall, fakeDevices, freshStore } from "../../fake-media.ts";
import { installStandIns } from "../../stand-ins.ts";

const rooms: (() => void)[] = [];
beforeEach(() => {
  installStandIns();
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("RTCPeerConnection", class {});
  vi.stubGlobal("AudioContext", class {});
  vi.stubGlobal("MediaStream", class {});
  vi.stubGlobal(
    "RTCRtpTransceiver",
    class {
      setCodecPreferences(): void {}
    },
  );
});
afterEach(() => {
  for (const dispose of rooms.splice(0)) dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Setting = {
  live?: ReturnType<typeof fakeLive>;
  devices?: ReturnType<typeof fakeDevices>;
  allowed?: boolean;
  unsupported?: string;
  store?: ReturnType<typeof freshStore>;
};

function openRoom(setting: Setting = {}) {
  const { live = fakeLive(), devices = fakeDevices(), allowed = true, unsupported, store = freshStore() } = setting;
  const call = fakeCall();
  const parts = {
    openLive: () => live,
    makeCall: () => call,
    makeDevices: () => asLocal(devices),
    store,
    allowed: () => Promise.resolve(allowed),
    unsupported: () => unsupported,
  };
  live.say["room:join"] ??= () => joinedAs("me", { view: viewWith([person("me", { part: "seat" })]) });
  const room = createRoot((dispose): Room => {
    rooms.push(dispose);
    return createRoom(createAppState({ fetch: () => new Promise(() => undefined) }), "s", parts);
  });
  return { room, live, call, devices, store, dispose: () => rooms.splice(0).forEach((it) => it()) };
}
const did = (call: ReturnType<typeof fakeCall>, name: string) => call.done.filter((it) => it[0] === name);

describe("coming in", () => {
  it("is in as soon as the server said so, and sends the microphone of who sits in the seat", async () => {
    const { room, call } = openRoom();
    expect(room.screen()).toBe("initializing");
    await room.join();
    expect(room.screen()).toBe("live");
    expect(room.part()).toBe("seat");
    await vi.waitFor(() => expect(room.mic.state()).toBe("on"));
    expect(did(call, "publish")).toEqual([["publish", "mic"]]);
  });

  it("says that it connects while the server has not answered", async () => {
    const { room } = openRoom({ live: fakeLive({ "room:join": () => "never" }) });
    void room.join();
    await vi.waitFor(() => expect(room.screen()).toBe("connecting"));
  });

  it("asks for the microphone first where the browser would ask, and stays at the door when told no", async () => {
    const { room, live } = openRoom({ allowed: false, devices: fakeDevices({ mic: "permissionsDenied" }) });
    await room.join();
    expect(room.screen()).toBe("permissionsDenied");
    expect(live.wishes("room:join")).toEqual([]);
  });

  it("lets somebody in without a microphone, who can still read and write", async () => {
    const { room } = openRoom({ devices: fakeDevices({ mic: "noDevice" }) });
    await room.join();
    await vi.waitFor(() => expect(room.mic.state()).toBe("failed"));
    expect(room.screen()).toBe("live");
    expect(room.mic.problem()).toEqual({ use: "mic", trouble: "noDevice" });
  });

  it("opens no microphone of somebody who only listens", async () => {
    const live = fakeLive({ "room:join": () => joinedAs("me") });
    const { room, devices, call } = openRoom({ live });
    await room.join();
    await vi.waitFor(() => expect(room.mic.state()).toBe("denied"));
    expect(devices.mic.track).toBeUndefined();
    expect(did(call, "publish")).toEqual([]);
  });

  it("says why when the server does not let one in", async () => {
    const { room } = openRoom({ live: fakeLive({ "room:join": () => refused("forbidden") }) });
    await room.join();
    expect(room.screen()).toBe("error");
    expect(room.refusal()?.code).toBe("forbidden");
  });

  it("goes to the node that has the room, once, and comes in there", async () => {
    let tries = 0;
    const joined = joinedAs("me", { view: viewWith([person("me")]) });
    const live = fakeLive({ "room:join": () => tries++ === 0 ? refused("unavailable", undefined, "/n/b") : joined });
    const { room } = openRoom({ live });
    await room.join();
    expect(room.screen()).toBe("live");
    expect([live.ways, tries]).toEqual([["/n/b"], 2]);
    const lost = fakeLive({ "room:join": () => refused("unavailable", undefined, "/n/b") });
    const { room: other } = openRoom({ live: lost });
    await other.join();
    expect(other.screen()).toBe("error");
    expect([lost.ways, lost.wishes("room:join").length]).toEqual([["/n/b"], 2]);
  });

  it("asks before it takes the place of another tab", async () => {
    const live = fakeLive({
      "room:join": ({ takeOver }) => takeOver ? joinedAs("me") : refused("conflict", "takeOver"),
    });
    const { room } = openRoom({ live });
    await room.join();
    expect([room.screen(), room.elsewhere(), room.refusal()]).toEqual(["initializing", true, undefined]);
    await room.takeOver();
    expect([room.screen(), room.elsewhere()]).toEqual(["live", false]);
  });

  it("tells people whose browser cannot take part, before it asks anything", async () => {
    const { room, live } = openRoom({ unsupported: "This browser cannot take part." });
    await room.join();
    expect(room.screen()).toBe("error");
    expect(room.refusal()?.message).toBe("This browser cannot take part.");
    expect(live.asked).toEqual([]);
  });
});

describe("being in", () => {
  it("follows the view patch by patch, and looks again after a gap", async () => {
    const whole = viewWith([person("me"), person("ann"), person("bob")]);
    const { room, live, call } = openRoom({
      live: fakeLive({ "room:join": () => joinedAs("me"), "room:look": () => ({ seq: 9, view: whole }) }),
    });
    await room.join();
    live.tell("room:changed", { seq: 2, set: {}, people: { ann: person("ann") }, gone: [] });
    expect(Object.keys(room.view()?.people ?? {})).toEqual(["me", "ann"]);
    live.tell("room:changed", { seq: 2, set: {}, people: {}, gone: ["ann"] });
    expect(Object.keys(room.view()?.people ?? {})).toEqual(["me", "ann"]);
    live.tell("room:changed", { seq: 8, set: {}, people: {}, gone: ["ann"] });
    await vi.waitFor(() => expect(Object.keys(room.view()?.people ?? {})).toEqual(["me", "ann", "bob"]));
    expect(call.done.findLast((it) => it[0] === "show")).toEqual(["show", ["me", "ann", "bob"]]);
  });

  it("gets the microphone ready during the countdown, so that the switch needs nothing more", async () => {
    const { room, live, call } = openRoom({ live: fakeLive({ "room:join": () => joinedAs("me") }) });
    await room.join();
    live.tell("room:changed", {
      seq: 2,
      set: { handover: { toId: "me", byId: "ann", atMs: 5 } },
      people: {},
      gone: [],
    });
    await vi.waitFor(() => expect(did(call, "publish")).toEqual([["publish", "mic"]]));
    expect(room.mic.state()).toBe("paused");
    const seated = { me: person("me", { part: "seat" }) };
    live.tell("room:changed", { seq: 3, set: { handover: null, seatId: "me" }, people: seated, gone: [] });
    await vi.waitFor(() => expect(room.mic.state()).toBe("on"));
    expect(did(call, "publish")).toHaveLength(1);
  });

  it("leaves the microphone closed of somebody who was given it without asking", async () => {
    const { room, live, call } = openRoom({ live: fakeLive({ "room:join": () => joinedAs("me") }) });
    await room.join();
    live.tell("room:changed", { seq: 2, set: {}, people: { me: person("me", { part: "speaker" }) }, gone: [] });
    await vi.waitFor(() => expect(room.mic.state()).toBe("off"));
    expect(did(call, "publish")).toEqual([]);
    await room.mic.on();
    expect(room.mic.state()).toBe("on");
  });

  it("is silent once a moderator muted it, until one opens it oneself", async () => {
    const { room, live, call } = openRoom();
    await room.join();
    await vi.waitFor(() => expect(room.mic.state()).toBe("on"));
    const muted = person("me", { part: "seat", muted: true });
    live.tell("room:changed", { seq: 2, set: {}, people: { me: muted }, gone: [] });
    await vi.waitFor(() => expect(call.sent.get("mic")).toEqual({ paused: true }));
    expect(room.mic.state()).toBe("paused");
    await room.mic.toggle();
    expect(call.sent.get("mic")).toEqual({ paused: false });
  });

  it("lets go of what the server took away, and says so until it is understood", async () => {
    const { room, live, call, devices } = openRoom();
    await room.join();
    await vi.waitFor(() => expect(room.mic.state()).toBe("on"));
    live.tell("track:stopped", { source: "mic", message: "Not yours any more." });
    live.tell("room:changed", { seq: 2, set: {}, people: { me: person("me") }, gone: [] });
    await vi.waitFor(() => expect(room.mic.state()).toBe("denied"));
    expect(did(call, "stop")).toContainEqual(["stop", "mic", true]);
    expect(devices.mic.track).toBeUndefined();
    expect(room.stopped()?.message).toBe("Not yours any more.");
    room.understood();
    expect(room.stopped()).toBeUndefined();
  });

  it("turns the camera's light off with the camera, and keeps the microphone ready when it is off", async () => {
    const { room, call, devices } = openRoom();
    await room.join();
    await room.camera.on();
    expect(room.camera.state()).toBe("on");
    await room.camera.off();
    expect([room.camera.state(), devices.camera.track]).toEqual(["off", undefined]);
    await room.mic.off();
    expect([room.mic.state(), call.sent.get("mic")]).toEqual(["paused", { paused: true }]);
  });

  it("says why when a stream is refused", async () => {
    const { room, call } = openRoom();
    call.refuse = refused("forbidden");
    await room.join();
    await vi.waitFor(() => expect(room.mic.state()).toBe("failed"));
    await expect(room.mic.on()).rejects.toThrow("refused: forbidden");
  });

  it("says again how large a picture is wanted when that was refused, until it gets through or is gone", async () => {
    vi.useFakeTimers();
    const { room, call } = openRoom();
    await room.join();
    room.want("ann", "camera", "medium");
    call.refuseWant = refused("too-many");
    const picture = new MediaStream();
    call.events.emit("picture", "ann", "camera", picture);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(did(call, "want")).toEqual(Array.from({ length: 3 }, () => ["want", "ann", "camera", 1]));
    call.refuseWant = undefined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(did(call, "want")).toHaveLength(4);
    call.refuseWant = refused("too-many");
    room.want("ann", "camera", "full");
    await vi.advanceTimersByTimeAsync(1_000);
    call.events.emit("picture", "ann", "camera", undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(did(call, "want")).toHaveLength(5);
  });

  it("shows how loud others are, and reactions for a while", async () => {
    vi.useFakeTimers();
    const { room, live } = openRoom();
    await room.join();
    live.tell("voices:heard", [["ann", 7]]);
    live.tell("reaction:sent", { personId: "ann", reaction: "clap" });
    expect([room.level("ann"), room.level("bob"), room.recent().length]).toEqual([7, 0, 1]);
    vi.advanceTimersByTime(5_000);
    expect(room.recent()).toEqual([]);
  });
});

describe("coming back", () => {
  it("is back in its place after the line broke, with the pass of the last time and its own door", async () => {
    let count = 0;
    const live = fakeLive({ "room:join": () => joinedAs("me", { resume: `pass-${++count}` }) });
    const { room, call } = openRoom({ live });
    await room.join();
    live.become("broken");
    expect([room.screen(), room.line()]).toEqual(["live", "reconnecting"]);
    live.become("open");
    await vi.waitFor(() => expect(room.line()).toBe("steady"));
    expect(live.wishes("room:join").at(-1)).toEqual({
      sessionId: "s",
      takeOver: false,
      resume: "pass-1",
      generation: 1,
    });
    expect(did(call, "lineIs")).toEqual([["lineIs", true], ["lineIs", false], ["lineIs", true]]);
  });

  it("calls the line lost when it stays broken, and still comes back", async () => {
    vi.useFakeTimers();
    const { room, live } = openRoom();
    await room.join();
    live.become("broken");
    await vi.advanceTimersByTimeAsync(31_000);
    expect(room.line()).toBe("lost");
    live.become("open");
    await vi.advanceTimersByTimeAsync(10);
    expect(room.line()).toBe("steady");
  });

  it("tries again while the server is not ready", async () => {
    vi.useFakeTimers();
    const { room, live } = openRoom();
    await room.join();
    let refusals = 3;
    live.say["room:join"] = () => refusals-- > 0 ? refused("unavailable") : joinedAs("me");
    live.become("broken");
    live.become("open");
    await vi.advanceTimersByTimeAsync(10_000);
    expect([room.line(), live.wishes("room:join").length]).toEqual(["steady", 5]);
  });

  it("comes in as if for the first time when its pass is no longer good", async () => {
    const { room, live } = openRoom();
    await room.join();
    live.say["room:join"] = ({ resume }) => resume === undefined ? joinedAs("me") : refused("closed", "resume");
    live.become("broken");
    live.become("open");
    await vi.waitFor(() => expect(room.line()).toBe("steady"));
    expect(live.wishes("room:join").at(-1)).toEqual({ sessionId: "s", takeOver: true });
  });

  it("says once what one lost by being away for too long, and nothing to who only watched", async () => {
    for (
      const [part, lapse] of [["seat", { seat: true }], ["asker", { seat: false }], ["observer", undefined]] as const
    ) {
      const { room, live } = openRoom({
        live: fakeLive({ "room:join": () => joinedAs("me", { view: viewWith([person("me", { part })]) }) }),
      });
      await room.join();
      expect(room.lapsed()).toBeUndefined();
      live.say["room:join"] = ({ resume }) => resume === undefined ? joinedAs("me") : refused("closed", "resume");
      live.become("broken");
      live.become("open");
      await vi.waitFor(() => expect(room.line()).toBe("steady"));
      expect(room.lapsed()).toEqual(lapse);
      room.lapseSeen();
      expect(room.lapsed()).toBeUndefined();
    }
  });

  it("says it after a reload, too, and not to who finds their place as it was", async () => {
    const live = fakeLive({
      "room:join": ({ resume }) => resume === undefined ? joinedAs("me") : refused("closed", "resume"),
    });
    const store = freshStore();
    store.set("room-pass-s", "old");
    const { room } = openRoom({ live, store });
    await room.join();
    expect(room.lapsed()).toEqual({ seat: false });
    const { room: other, live: line } = openRoom();
    await other.join();
    line.become("broken");
    line.become("open");
    await vi.waitFor(() => expect(other.line()).toBe("steady"));
    expect(other.lapsed()).toBeUndefined();
  });

  it("knows that the server restarts from its own word until it is back", async () => {
    const { room, live } = openRoom();
    live.tell("server:stopping", {});
    expect(room.restarting()).toBe(false);
    await room.join();
    live.tell("server:stopping", {});
    live.become("broken");
    expect([room.restarting(), room.line()]).toEqual([true, "reconnecting"]);
    live.become("open");
    await vi.waitFor(() => expect(room.line()).toBe("steady"));
    expect(room.restarting()).toBe(false);
  });

  it("moves through another door with all that it sends", async () => {
    const { room, live, call } = openRoom();
    await room.join();
    live.tell("door:moved", doorWith(2));
    expect(did(call, "move").at(-1)).toEqual(["move", 2]);
  });

  it("knows after a reload that it was inside", async () => {
    const { room, store } = openRoom();
    expect(room.returning).toBe(false);
    await room.join();
    expect(store.get("room-pass-s")).toBe("pass-1");
  });

  it("is out when the room is over, and forgets its pass", async () => {
    const { room, live, call, store, devices } = openRoom();
    await room.join();
    live.tell("room:closed", { why: "ended", message: "This session is over." });
    expect([room.screen(), room.closed()?.why, room.line()]).toEqual(["ended", "ended", "steady"]);
    expect(store.get("room-pass-s")).toBeNull();
    expect(did(call, "leave")).toHaveLength(1);
    expect(devices.mic.track).toBeUndefined();
  });

  it("leaves even when nobody hears it", async () => {
    const { room, live } = openRoom();
    await room.join();
    live.say["room:leave"] = () => refused("offline");
    await room.leave();
    expect([room.screen(), room.closed()?.why]).toEqual(["ended", "left"]);
    expect(live.renewed).toBe(1);
  });

  it("leaves when the server cannot note it: without its line the place is not kept", async () => {
    const { room, live } = openRoom({ live: fakeLive({ "room:leave": () => refused("unavailable") }) });
    await room.join();
    await room.leave();
    expect(room.screen()).toBe("ended");
    expect(room.refusal()).toBeUndefined();
    expect(live.renewed).toBe(1);
  });

  it("is heard no more once it leaves, also while nobody answers", async () => {
    const { room, call, devices } = openRoom({ live: fakeLive({ "room:leave": () => "never" }) });
    await room.join();
    await vi.waitFor(() => expect(room.mic.state()).toBe("on"));
    void room.leave();
    expect(room.screen()).toBe("ending");
    expect([did(call, "leave").length, call.sent.size, devices.mic.track]).toEqual([1, 0, undefined]);
  });

  it("lets go of everything with its page, without leaving its place", async () => {
    const { room, live, call, devices, store, dispose } = openRoom();
    await room.join();
    dispose();
    expect([live.closed, live.followers(), devices.closed]).toEqual([true, 0, true]);
    expect(did(call, "close")).toHaveLength(1);
    expect(live.wishes("room:leave")).toEqual([]);
    expect(store.get("room-pass-s")).toBe("pass-1");
  });
});

describe("what is written", () => {
  it("shows an own line at once, and once when the server has it", async () => {
    const { room, live } = openRoom();
    await room.join();
    const saying = room.act.say("hello");
    expect(room.chat().map((it) => [it.text, it.pending])).toEqual([["hello", true]]);
    await saying;
    const [wish] = live.wishes("chat:say");
    live.tell("chat:said", { id: wish?.id ?? "", personId: "me", name: "me", text: "hello", atMs: 5 });
    expect(room.chat().map((it) => [it.text, it.pending])).toEqual([["hello", false]]);
  });

  it("sends what was written while the line was broken when it is back, with the same id", async () => {
    const { room, live } = openRoom();
    await room.join();
    live.become("broken");
    await room.act.say("still there?");
    live.become("open");
    await vi.waitFor(() => expect(live.wishes("chat:say")).toHaveLength(2));
    const [first, second] = live.wishes("chat:say");
    expect(first).toEqual(second);
  });

  it("takes a line back that the server refuses", async () => {
    const { room, live } = openRoom();
    await room.join();
    live.say["chat:say"] = () => refused("too-many");
    await expect(room.act.say("hello")).rejects.toThrow("too-many");
    expect(room.chat()).toEqual([]);
  });

  it("counts what others wrote until it was read, and shows captions as they grow", async () => {
    const { room, live } = openRoom();
    await room.join();
    live.tell("chat:said", { id: "1", personId: "ann", name: "Ann", text: "hi", atMs: 5 });
    expect(room.unread()).toBe(1);
    room.readChat();
    expect(room.unread()).toBe(0);
    const caption = { id: "c", personId: "ann", text: "So", final: false, typed: false, atMs: 6 };
    live.tell("caption:shown", caption);
    live.tell("caption:shown", { ...caption, text: "So I", final: true });
    expect(room.captions().map((it) => it.text)).toEqual(["So I"]);
  });
});
