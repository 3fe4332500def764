import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { grindstone } from "../../../../proto/gen/interview.js";
import { AppError } from "../../../../server/kit/errors.ts";
import { device, interviewId, me, openPcmHouse, type PcmHouse } from "../../../kit/pcm-house.ts";

const { Reason } = grindstone.SessionEnded;
let house: PcmHouse;
beforeEach(async () => void (house = await openPcmHouse()));
afterEach(() => house.close());
const again = async (change: Parameters<typeof openPcmHouse>[0]) => {
  await house.close();
  house = await openPcmHouse(change);
};
const path = `/ws/interviews/${interviewId}`;
/** Something that others wait for until it is let go. */
const held = () => {
  let letGo = (): void => undefined;
  const gone = new Promise<void>((resolve) => letGo = resolve);
  return { gone, letGo };
};
/** A client whose interview has begun. */
const live = async (address?: string) => {
  const client = house.client(address);
  await client.open;
  await expect.poll(() => house.room.did).toContain("started");
  house.room.interviewerIs("listening");
  await client.of("startResponse");
  return client;
};

describe("a client at the PCM door", () => {
  it("comes in, sits down, is heard, and hears that it may speak when the interviewer is there", async () => {
    const client = house.client();
    await expect.poll(() => house.room.did).toEqual(["entered", "seat taken", "published", "started"]);
    house.room.interviewerIs("connecting");
    house.room.interviewerIs("speaking");
    await client.of("startResponse");
    const { state } = await client.of("interviewerStatus");
    expect(state).toBe(grindstone.InterviewerStatus.State.SPEAKING);
    expect(client.heard.map((it) => Object.keys(it)[0])).toEqual(["startResponse", "interviewerStatus"]);
  });

  it("may bring its token in a StartRequest", async () => {
    const client = house.client(path);
    await client.open;
    client.say({ startRequest: { interviewId, authToken: "good" } });
    await expect.poll(() => house.room.did).toContain("started");
    expect(house.uses).toEqual(["good"]);
  });

  it("may bring its token in the address and begin with a StartRequest all the same", async () => {
    const client = await live();
    client.say({ startRequest: { interviewId, authToken: "second" } });
    client.sound([7]);
    await expect.poll(() => house.voices[0]?.heard).toEqual([7]);
    expect(house.uses).toEqual(["good"]);
  });

  it("is heard as it spoke, sample for sample, once the interview has begun", async () => {
    const client = house.client();
    await expect.poll(() => house.room.did).toContain("started");
    client.sound([99]);
    await client.answered();
    house.room.interviewerIs("listening");
    await client.of("startResponse");
    client.sound([1, -2, 32_767, -32_768]);
    client.sound([]);
    client.sound([5]);
    await expect.poll(() => house.voices.at(-1)?.heard).toEqual([1, -2, 32_767, -32_768, 5]);
  });

  it("hears the interviewer, and follows its voice when that moves", async () => {
    const client = await live();
    const [voice] = house.voices;
    voice?.speak(Int16Array.of(7, -7));
    expect([...(await client.of("audioResponse")).audioContent ?? []]).toEqual([7, 0, 249, 255]);
    const before = voice?.listens.length ?? 0;
    house.room.interviewerIs("listening", "another");
    await expect.poll(() => voice?.listens.length).toBe(before + 1);
  });

  it("reads what both sides say, and nobody else's words", async () => {
    const client = await live();
    house.room.caption(null, "Hel", false);
    house.room.caption(me, "Hi");
    house.room.caption("somebody else", "Psst");
    house.room.caption(null, "Hello");
    await expect.poll(() => client.heard.flatMap((it) => it.transcriptUpdate ?? [])).toMatchObject([
      { speaker: "AI", text: "Hel" },
      { speaker: "USER", text: "Hi", isFinal: true },
      { speaker: "AI", text: "Hello", isFinal: true },
    ]);
  });

  it.each(
    [
      ["USER_INITIATED", Reason.USER_INITIATED],
      ["INTERVIEWER_ENDED", Reason.GEMINI_ENDED],
      ["TIMEOUT", Reason.TIMEOUT],
      ["MODERATOR_ENDED", Reason.MODERATOR_ENDED],
      ["FAILED", Reason.FAILED],
    ] as const,
  )("hears that it ended as %s, and leaves", async (end, reason) => {
    const client = await live();
    house.room.ends(end);
    expect((await client.of("sessionEnded")).reason ?? 0).toBe(reason);
    expect((await client.closed).code).toBe(1000);
    await expect.poll(() => house.room.did.at(-1)).toBe("left");
    expect(house.voices[0]?.closed).toBe(true);
  });

  it("ends the interview when it wishes", async () => {
    const client = await live();
    client.say({ endRequest: {} });
    expect((await client.of("sessionEnded")).reason).toBe(Reason.USER_INITIATED);
    expect(house.room.did).toContain("interview ended");
  });

  it.each(["breaks off", "ends"])("leaves nothing in the room when it %s while it comes in", async (how) => {
    let enter = (): void => undefined;
    const done = new Promise<void>((resolve) => enter = resolve);
    const begun = new Promise<void>((resolve) => house.room.entering = { begun: resolve, done });
    const client = house.client();
    await Promise.all([begun, client.open]);
    if (how === "ends") {
      client.say({ endRequest: {} });
      expect((await client.of("sessionEnded")).reason).toBe(Reason.USER_INITIATED);
    } else {
      client.socket.terminate();
    }
    await client.closed;
    // By the time somebody else is answered, the server knows as well.
    await house.client("/ws/elsewhere").refused();
    enter();
    await expect.poll(() => house.room.did).toEqual(["entered", "seat taken", how === "ends" ? "left" : "dropped"]);
    expect(house.voices).toEqual([]);
  });

  it("keeps its place when its line breaks, and goes on with a new token", async () => {
    const client = await live();
    client.socket.terminate();
    await expect.poll(() => house.room.did.at(-1)).toBe("dropped");
    house.room.did.length = 0;
    const back = house.client(`${path}?token=second`);
    await back.of("startResponse");
    expect(house.room.did).toEqual(["entered", "published"]);
  });

  it("goes on beside one's page, which keeps the place", async () => {
    house.room.pageIsThere = true;
    const client = house.client();
    await expect.poll(() => house.room.did).toContain("started");
    house.room.interviewerIs("listening");
    await client.of("startResponse");
    client.socket.terminate();
    await expect.poll(() => house.voices[0]?.closed).toBe(true);
    expect(house.room.did).not.toContain("dropped");
  });

  it("sends its microphone again when that ended by itself", async () => {
    await live();
    house.room.noMic.push(new AppError("unavailable", "No worker runs."));
    house.voices[0]?.producer.observer.emit("close");
    await expect.poll(() => house.voices.length, { timeout: 3_000 }).toBe(2);
    expect(house.voices[0]?.closed).toBe(true);
  });
});

describe("what a client at the PCM door does wrong", () => {
  it.each([
    ["a token that is not valid", `${path}?token=stolen`, 4001],
    ["an empty token", `${path}?token=`, 4001],
    ["a token of another interview", "/ws/interviews/01987654-3210-7abc-8def-ffffffffffff?token=good", 4001],
    ["a malformed id", "/ws/interviews/1?token=good", 4004],
    ["an id in capitals and more behind it", `${path}/more?token=good`, 4004],
  ])("%s is refused", async (_, address, code) => {
    expect((await house.client(address).refused()).code).toBe(code);
    expect(house.room.did).toEqual([]);
  });

  it("a token is good once", async () => {
    const client = await live();
    client.socket.terminate();
    await client.closed;
    expect((await house.client().refused()).code).toBe(4001);
  });

  it("a token of somebody else's interview shows nothing of it", async () => {
    await again({ ownerId: "another person" });
    expect((await house.client().refused()).code).toBe(4004);
  });

  it.each(["COMPLETED", "ERROR"] as const)("an interview that is %s has no door any more", async (status) => {
    await again({ status });
    expect(await house.client().refused()).toEqual({ code: 4004, message: expect.stringContaining("already over") });
  });

  const { encode } = grindstone.ClientToServerMessage;
  it.each([
    ["text", "hello", "is text"],
    ["no protobuf", Uint8Array.of(0xff, 0xff, 0xff), "not a message"],
    ["an empty message", new Uint8Array(0), "not a message"],
    ["a field that nobody knows", Uint8Array.of(0x52, 0x01, 0x01), "not a message"],
    ["a frame that is cut off", Uint8Array.of(0x0a, 0x20, 0x0a, 0x1e, 1), "not a message"],
    ["half a sample", encode({ audioChunk: { audioContent: Uint8Array.of(1, 2, 3) } }).finish(), "half a sample"],
    [
      "too large a frame",
      encode({ audioChunk: { audioContent: new Uint8Array(64_000) } }).finish(),
      "larger than 64 kB",
    ],
  ])("%s is refused with 4003, and the place is kept", async (_, frame, said) => {
    const client = await live();
    client.raw(frame);
    expect(await client.refused()).toEqual({ code: 4003, message: expect.stringContaining(said) });
    await expect.poll(() => house.room.did.at(-1)).toBe("dropped");
    expect(house.uses).toEqual(["good"]);
  });

  it("a second StartRequest is refused, and its token is not used", async () => {
    const client = house.client(path);
    await client.open;
    client.say({ startRequest: { interviewId, authToken: "good" } });
    client.say({ startRequest: { interviewId, authToken: "second" } });
    expect((await client.refused()).code).toBe(4003);
    expect(house.uses).toEqual(["good"]);
  });

  it("a frame far beyond all limits is not even read", async () => {
    const client = await live();
    client.raw(new Uint8Array(1_100_000));
    expect((await client.closed).code).toBe(1009);
    await expect.poll(() => house.room.did.at(-1)).toBe("dropped");
  });

  it("those who say nothing make room for who comes, and fill the door for nobody", async () => {
    const silent = Array.from({ length: 105 }, () => house.client(path));
    await Promise.all(silent.map((it) => it.open));
    const client = house.client(path);
    await client.open;
    client.say({ startRequest: { interviewId, authToken: "good" } });
    await expect.poll(() => house.room.did).toContain("started");
    expect((await silent[0]?.refused())?.code).toBe(4002);
  });

  it("sound before any token is refused, and so is a StartRequest for another interview", async () => {
    const client = house.client(path);
    await client.open;
    client.sound([1]);
    expect((await client.refused()).code).toBe(4001);
    const other = house.client(path);
    await other.open;
    other.say({ startRequest: { interviewId: "another", authToken: "good" } });
    expect((await other.refused()).code).toBe(4001);
    expect(house.uses).toEqual([]);
  });

  it("a flood of frames is cut off", async () => {
    const client = await live();
    for (let frames = 0; frames < 3_000; frames++) client.sound([frames % 100]);
    expect(await client.refused()).toEqual({ code: 4003, message: expect.stringContaining("far too fast") });
  });

  it("sound that comes faster than it is spoken waits with its sender, and none of it is lost", async () => {
    const client = await live();
    const piece = new Int16Array(1_600).fill(3_000);
    for (let pieces = 0; pieces < 16; pieces++) client.sound(piece);
    const heard = (): number => house.voices[0]?.heard.length ?? 0;
    await expect.poll(heard).toBeGreaterThan(16_000);
    expect(heard()).toBeLessThan(25_600);
    await expect.poll(heard, { timeout: 3_000 }).toBe(25_600);
  });

  it("what comes after the end is refused", async () => {
    const client = await live();
    const ending = held();
    house.room.ending = ending.gone;
    client.say({ endRequest: {} });
    client.sound([1]);
    expect(await client.refused()).toMatchObject({ code: 4003, message: expect.stringContaining("after the end") });
    ending.letGo();
    expect(house.voices[0]?.heard).toEqual([]);
  });

  it("a second client is refused while the first one is there, which goes on", async () => {
    const client = await live();
    expect((await house.client(`${path}?token=second`).refused()).code).toBe(4009);
    client.sound([4]);
    await expect.poll(() => house.voices[0]?.heard).toEqual([4]);
  });

  it("of two clients that come at the same moment one gets in", async () => {
    const clients = ["good", "second", "third"].map((it) => house.client(`${path}?token=${it}`));
    const refused = await Promise.race([
      Promise.all([clients[1]?.refused(), clients[2]?.refused()]),
      Promise.all([clients[0]?.refused(), clients[2]?.refused()]),
      Promise.all([clients[0]?.refused(), clients[1]?.refused()]),
    ]);
    expect(refused.map((it) => it?.code)).toEqual([4009, 4009]);
    expect(house.room.did.filter((it) => it === "entered")).toHaveLength(1);
  });

  it("a client that never reads is let go, so that its place is free again", async () => {
    await again({ timing: { pingMs: 20, behindMs: 100, goodbyeMs: 100 } });
    const client = await live();
    client.socket.pause();
    await expect.poll(() => house.room.did.at(-1)).toBe("dropped");
    client.socket.resume();
    expect((await client.refused()).code).toBe(4008);
  });

  it("a client that reads slowly is left out of sound that would be far too late, and no memory is filled", async () => {
    const client = await live();
    client.socket.pause();
    const second = new Int16Array(16_000);
    for (let seconds = 0; seconds < 1_000; seconds++) house.voices[0]?.speak(second);
    client.socket.resume();
    house.room.caption(null, "still here");
    await client.of("transcriptUpdate");
    expect(client.heard.filter((it) => it.audioResponse).length).toBeLessThan(1_000);
  });
});

describe("what happens to a client at the PCM door", () => {
  it("is told when its room does not let it in", async () => {
    house.room.refuses = new AppError("closed", "This session is over. Look for the next one in its grind.");
    expect(await house.client().refused()).toEqual({
      code: 4004,
      message: "This session is over. Look for the next one in its grind.",
    });
  });

  it("learns nothing of a mistake of ours", async () => {
    house.room.refuses = Object.assign(new AppError("internal", "secrets"), {});
    const { code, message } = await house.client().refused();
    expect([code, message]).toEqual([4002, expect.not.stringContaining("secrets")]);
  });

  it("is told when nothing on this server makes sound", async () => {
    await again({ openVoice: null });
    expect((await house.client().refused()).code).toBe(4002);
  });

  it("is let go when its device is signed out, and nothing of it stays in the room", async () => {
    const client = await live();
    house.signOut();
    expect((await client.refused()).code).toBe(4001);
    await expect.poll(() => house.room.did.at(-1)).toBe("signed out");
  });

  it("does not come in when its device is signed out in that moment", async () => {
    const looking = held();
    const lookedUp = held();
    await again({
      tickets: {
        async use() {
          looking.letGo();
          await lookedUp.gone;
          return { personId: me, deviceId: device, name: "Nova", admin: false };
        },
      },
    });
    const client = house.client();
    await looking.gone;
    house.signOut();
    lookedUp.letGo();
    expect((await client.refused()).code).toBe(4001);
    expect(house.room.did).toEqual([]);
  });

  it("goes on when a page takes its place over, and ends when a moderator removes it", async () => {
    const client = await live();
    house.room.line?.release("", "replaced", "");
    client.sound([4]);
    await expect.poll(() => house.voices[0]?.heard).toEqual([4]);
    house.room.line?.release("", "removed", "");
    expect((await client.of("sessionEnded")).reason).toBe(Reason.MODERATOR_ENDED);
  });

  it("is told that the server stops, and its place is kept", async () => {
    const client = await live();
    await house.pcm.close();
    expect((await client.closed).code).toBe(1001);
    expect(house.room.did.at(-1)).toBe("dropped");
  });
});
