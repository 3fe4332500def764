import type { types } from "mediasoup";
import { beforeEach, describe, expect, it } from "vitest";
import { Emitter } from "../../../server/kit/emitter.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { Interviewing } from "../../../server/rooms/interviewing.ts";
import type { RoomMedia, RoomMediaEvents } from "../../../server/rooms/media/room-media.ts";
import { type FakeInterviewer, fakeInterviewer } from "../../kit/fake-interviewer.ts";
import { comes, company, type Scene } from "../../kit/seat-room.ts";

let fake: FakeInterviewer;
let scene: Scene;
let said: string[];
let sending: Set<string>;

const events = new Emitter<RoomMediaEvents>(() => undefined);
const stream = (id: string) => ({ producer: { id: `mic of ${id}` } as types.Producer, router: {} as types.Router });
const media: Pick<RoomMedia, "events" | "host" | "unhost" | "houseTracks" | "houseStream" | "streams"> = {
  events,
  host: () => undefined,
  unhost: () => Promise.resolve(),
  houseTracks: [],
  houseStream: null,
  streams: (personId) =>
    sending.has(personId) ? [{ personId, agreedBy: personId, source: "mic", ...stream(personId) }] : [],
};
const open = (): Interviewing =>
  new Interviewing({
    interviewers: fake.interviewers,
    session: { id: "session", grind: null, task: { id: "task", title: "Two queues", minutes: 45 } },
    state: () => scene.room,
    media,
    memory: undefined,
    says: {
      caption: ({ text }) => said.push(`caption ${text}`),
      note: ({ kind }) => said.push(`note ${kind}`),
      notice: (sentence) => said.push(`notice ${sentence}`),
      done: (interviewId) => said.push(`done ${interviewId}`),
      goesOn: () => said.push("goes on"),
      changed: () => said.push("changed"),
      remembers: () => said.push("remembers"),
    },
    log: silentLog,
  });

beforeEach(() => {
  [fake, said, sending] = [fakeInterviewer(), [], new Set(["ann", "ben", "cat", "mod"])];
  scene = company("ai").now({ kind: "seat taken", by: "ann" });
});

const start = async (): Promise<Interviewing> => {
  const it = open();
  scene = scene.now({ kind: "interview started", by: "ann", freshId: "first" });
  await it.follow();
  fake.told.length = 0;
  return it;
};

describe("an interviewer in its room", () => {
  it("is deaf until an interview begins, then hears the seat and turns to them", async () => {
    const it = open();
    await it.follow();
    expect(fake.told).toEqual([]);
    scene = scene.now({ kind: "interview started", by: "ann", freshId: "first" });
    await it.follow();
    expect(fake.told).toEqual(["hears ann", "turns to ann"]);
    expect(fake.turn).toMatchObject({ interviewId: "first", personId: "ann", taskId: "task" });
    expect(it.view.hears).toEqual(["ann"]);
  });

  it("hears who gets the microphone, and not who is muted, who may type all the same", async () => {
    const it = await start();
    scene = scene.now({ kind: "floor given", by: "mod", to: "ben" });
    await it.follow();
    scene = scene.now({ kind: "muted", by: "mod", of: "ben" });
    await it.follow();
    expect(it.view.hears).toEqual(["ann"]);
    scene = scene.now({ kind: "floor taken", by: "mod", of: "ben" });
    await it.follow();
    expect(fake.told).toEqual(["hears ann, ben", "hears ann, ben (silent)", "hears ann"]);
  });

  it("leaves out at once who must not be heard, whatever it is still busy with", async () => {
    const it = await start();
    let free = (): void => undefined;
    fake.onHears = () => new Promise((resolve) => free = resolve);
    scene = scene.now({ kind: "floor given", by: "mod", to: "ben" });
    const slow = it.follow();
    scene = scene.now({ kind: "floor taken", by: "mod", of: "ben" });
    fake.onHears = undefined;
    const quick = it.follow();
    expect(fake.told.at(-1)).toBe("hears ann");
    free();
    await Promise.all([slow, quick]);
    expect(fake.heard.map((voice) => voice.name)).toEqual(["ann"]);
  });

  it("hears the next person alone before it turns to them", async () => {
    const it = await start();
    scene = scene.now({ kind: "seat given", by: "ann", to: "cat" }).after(8_000);
    await it.follow();
    expect(fake.told).toEqual(["hears cat", "turns to cat"]);
  });

  it("does not begin with somebody who is not back yet after a restart", async () => {
    scene = scene.now({ kind: "interview started", by: "ann", freshId: "first" }).now({ kind: "dropped", by: "ann" });
    const it = open();
    await it.follow();
    expect(fake.told).toEqual(["hears ann"]);
    scene = scene.now(comes("ann"));
    await it.follow();
    expect(fake.told).toEqual(["hears ann", "turns to ann"]);
  });

  it("is silent and deaf when the interview is over", async () => {
    const it = await start();
    scene = scene.now({ kind: "interview ended", by: "ann" });
    await it.follow();
    expect(fake.told).toEqual(["hears", "turns to nobody"]);
  });

  it("stays here before it hears anybody who refused the service outside, and goes back only after they are gone", async () => {
    scene = scene.now({ kind: "consent", by: "ann", purpose: "outside", given: true });
    const it = await start();
    expect(fake.opened().localOnly).toBe(false);
    scene = scene.now({ kind: "floor given", by: "mod", to: "ben" });
    await it.follow();
    expect(fake.told).toEqual(["stays here", "hears ann, ben"]);
    fake.told.length = 0;
    scene = scene.now({ kind: "floor taken", by: "mod", of: "ben" });
    await it.follow();
    expect(fake.told).toEqual(["hears ann", "may go outside"]);
  });

  it("is told of think time once, and waits when it is asked to until it goes on", async () => {
    const it = await start();
    scene = scene.now({ kind: "think time set", by: "ann", to: "patient" });
    await it.follow();
    scene = scene.now({ kind: "time asked", by: "ann" });
    await it.follow();
    await it.follow();
    expect(fake.told).toEqual(["is patient", "waits for ann"]);
    const { tells } = fake.opened();
    const speaks = { provider: "Grindstone", voice: "slt", outside: null, standsIn: false };
    tells.state("listening", speaks);
    expect(said).not.toContain("goes on");
    tells.state("thinking", speaks);
    expect(said).toContain("goes on");
  });

  it("carries what it says to where it belongs, and nothing once it is closed", async () => {
    const it = await start();
    const { tells, remembers } = fake.opened();
    tells.caption({ id: "c1", personId: null, text: "Hello Ann.", final: true, typed: false });
    tells.notice("A local voice goes on.");
    tells.note({ kind: "question" });
    remembers({ question: 2 });
    expect(said).toEqual(["caption Hello Ann.", "notice A local voice goes on.", "note question", "remembers"]);
    expect(it.memory).toEqual({ question: 2 });
    await it.close();
    tells.done("first");
    expect(said).toHaveLength(4);
    await it.close();
    expect(fake.told).toEqual(["closes"]);
  });
});

describe("an interviewer that fails", () => {
  it("keeps nobody from going on, and is told again what it did not take", async () => {
    const it = await start();
    fake.onHears = () => Promise.reject(new Error("the thread is gone"));
    scene = scene.now({ kind: "floor given", by: "mod", to: "ben" });
    await it.follow();
    fake.onHears = undefined;
    await it.follow();
    expect(fake.told).toEqual(["hears ann, ben", "hears ann, ben"]);
    fake.onAnything = () => {
      throw new Error("broken");
    };
    it.timeLeft(60_000);
    it.typed("ann", { id: "t1", text: "a queue" });
    scene = scene.now({ kind: "think time set", by: "ann", to: "brisk" });
    await it.follow();
    expect(fake.told).toContain("is brisk");
  });

  it("keeps a microphone waiting for no longer than a moment", async () => {
    const it = await start();
    fake.onHears = () => new Promise(() => undefined);
    scene = scene.now({ kind: "floor given", by: "mod", to: "ben" });
    await it.follow();
    expect(fake.told).toEqual(["hears ann, ben"]);
  });
});
