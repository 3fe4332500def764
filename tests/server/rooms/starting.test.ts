import { describe, expect, it } from "vitest";
import type { RoomEvent } from "../../../server/domain/seat/events.ts";
import { AppError } from "../../../server/kit/errors.ts";
import { Starting } from "../../../server/rooms/starting.ts";
import { company } from "../../kit/seat-room.ts";

type Refusal = Error | undefined;
type Options = ConstructorParameters<typeof Starting>[0];

/** Starts that each meet one of `storing`, and the interviews that were to begin by them. */
function starts(
  storing: readonly Refusal[],
  mode: "peer" | "ai" = "peer",
  interviewing: Options["interviewing"] = null,
) {
  const began: string[] = [];
  const rules: Refusal[] = [];
  const answers = [...storing];
  let ids = 0;
  const starting = new Starting({
    session: { mode, waitingInterviewId: "waiting" },
    course: {
      would(event: RoomEvent) {
        const refusal = rules.shift();
        if (refusal) throw refusal;
        return company().now({ kind: "seat taken", by: "ann" }).now(event);
      },
      happens(event) {
        if (event.kind === "interview started") began.push(event.freshId);
        const refusal = answers.shift();
        return refusal ? Promise.reject(refusal) : Promise.resolve();
      },
    },
    interviewing,
    ids: { next: () => `fresh-${++ids}` },
  });
  return { starting, began, rules };
}

describe("starting an interview", () => {
  it("begins with the one that was taken for the session, once", async () => {
    const { starting, began } = starts([]);
    await starting.start("ann");
    await starting.start("ann");
    expect(began).toEqual(["waiting", "fresh-1"]);
  });

  it("leaves it waiting when the rules refuse or the database stumbles", async () => {
    const { starting, began, rules } = starts([new Error("the database is down")]);
    rules.push(new AppError("conflict", "You are not in the seat."));
    await expect(starting.start("ben")).rejects.toThrow("You are not in the seat.");
    await expect(starting.start("ann")).rejects.toThrow("the database is down");
    await starting.start("ann");
    expect(began).toEqual(["waiting", "waiting"]);
  });

  it("begins another one after the one that waited was called off", async () => {
    const { starting, began } = starts([new AppError("conflict", "This interview was called off.")]);
    await expect(starting.start("ann")).rejects.toThrow("called off");
    await starting.start("ann");
    expect(began).toEqual(["waiting", "fresh-1"]);
  });

  it("waits for the AI interviewer, and does not begin without one", async () => {
    const absent = starts([], "ai");
    await expect(absent.starting.start("ann")).rejects.toThrow("The interviewer cannot come into this room.");
    const late = starts([], "ai", { ready: () => Promise.reject(new AppError("unavailable", "Not yet.")) });
    await expect(late.starting.start("ann")).rejects.toThrow("Not yet.");
    expect([...absent.began, ...late.began]).toEqual([]);
  });
});
