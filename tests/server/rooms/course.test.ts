import { Buffer } from "node:buffer";
import { beforeEach, describe, expect, it } from "vitest";
import type { Stored } from "../../../server/domain/seat/stored.ts";
import type { Step } from "../../../server/domain/seat/step.ts";
import { handoverMs } from "../../../server/domain/seat/turns.ts";
import { AppError } from "../../../server/kit/errors.ts";
import { silentLog } from "../../../server/kit/log.ts";
import type { LiveSession } from "../../../server/ports/live-rooms.ts";
import { Course } from "../../../server/rooms/course.ts";
import { type FakeClock, fakeClock } from "../../kit/clock.ts";
import { company } from "../../kit/seat-room.ts";
import { until } from "../../kit/until.ts";

const session: LiveSession = {
  ...{ id: "session", grind: null, task: null, mode: "peer", minutes: 60, startedAtMs: 0, startsAtMs: 0 },
  ...{ madeById: null, firstSeatId: null, waitingInterviewId: null },
};
const taken = { kind: "seat taken", by: "ann" } as const;
const started = { kind: "interview started", by: "ann", freshId: "first" } as const;

let clock: FakeClock;
let steps: Step[];
/** What the database says to a write; undefined: it is done. */
let refuses: (interviewId: string) => Error | undefined;
let looks: (() => Promise<Stored | null>)[];
let became: (step: Step) => Promise<void>;

beforeEach(() => {
  clock = fakeClock();
  steps = [];
  looks = [];
  refuses = () => undefined;
  became = (step) => Promise.resolve(void steps.push(step));
});

function makeCourse(): Course {
  const written = (): Promise<void> => Promise.resolve();
  let ids = 0;
  return new Course({
    session,
    kit: {
      ...{ clock, log: silentLog, keys: { make: () => Buffer.alloc(1) }, ids: { next: () => `fresh-${++ids}` } },
      store: {
        begin: ({ interviewId }) => {
          const error = refuses(interviewId);
          return error ? Promise.reject(error) : Promise.resolve();
        },
        stored: () => looks.shift()?.() ?? Promise.reject(new Error("nobody looks")),
        ...{ finish: written, consent: written, removed: written, left: written, end: written },
      },
    },
    state: company().room,
    became: (step) => became(step),
  });
}

describe("the course of a room", () => {
  it("goes on as if nothing had happened when that could not be stored", async () => {
    const course = makeCourse();
    await course.happens(taken);
    refuses = () => new Error("the database is down");
    await expect(course.happens(started)).rejects.toThrow("the database is down");
    expect(course.state.interview).toBeNull();
    expect(steps).toHaveLength(1);
    refuses = () => undefined;
    await course.happens(started);
    expect(course.state.interview).toMatchObject({ id: "first", ownerId: "ann" });
  });

  it("has nothing happen while something else does", async () => {
    const course = makeCourse();
    let done = (): void => undefined;
    became = () => new Promise((resolve) => done = resolve);
    const first = course.happens(taken);
    const second = course.happens({ kind: "seat taken", by: "ben" });
    await until(() => course.state.seatId !== null);
    expect(course.state.seatId).toBe("ann");
    done();
    await first;
    await expect(second).rejects.toThrow("The seat is taken.");
  });

  it("says what would happen and leaves it at that", () => {
    const course = makeCourse();
    expect(course.would(taken).room.seatId).toBe("ann");
    expect(() => course.would(started)).toThrow("You are not in the seat.");
    expect(course.state.seatId).toBeNull();
  });

  it("gives the seat without an interview to whoever is in one elsewhere", async () => {
    const course = makeCourse();
    await course.happens(taken);
    await course.happens(started);
    await course.happens({ kind: "seat given", by: "ann", to: "ben" });
    refuses = () => new AppError("conflict", "You are already in another interview.");
    clock.pass(handoverMs);
    course.tick(clock.now());
    await until(() => course.state.seatId === "ben");
    expect(course.state.interview).toBeNull();
  });

  it("looks again at what others changed until it saw it", async () => {
    const course = makeCourse();
    looks = [() => Promise.reject(new Error("the database is down")), () => Promise.resolve(null)];
    await course.recheck();
    expect(course.over).toBe(false);
    clock.pass(1_000);
    course.tick(clock.now());
    await until(() => course.over);
    await course.recheck();
    expect(looks).toEqual([]);
  });
});
