import { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import { Id } from "../../proto/http/shared.ts";
import { AppError, found } from "../kit/errors.ts";
import type { Interviews } from "../interviews/interviews.ts";
import type { InterviewRow } from "../ports/interviews.ts";
import type { Asked } from "./asked.ts";
import type { Permission } from "./permission.ts";
import { interviewOwner } from "./interview-permissions.ts";

/** What the permission learned: the interview that is worked at. */
export type WorkedAt = { readonly interview: InterviewRow };
type Find = Pick<Interviews, "find">;

/** Whether somebody shows the workers' secret; null: this server has no workers. */
export type IsWorker = (asked: Pick<Asked, "bearer">) => boolean;

/** Compares hashes, which have one length, so that nothing is learned from how long it takes. */
export function workersOf(secret: string | null): IsWorker {
  const expected = secret === null ? null : hashOf(secret);
  return ({ bearer }) => expected !== null && bearer !== null && timingSafeEqual(hashOf(bearer), expected);
}

/** A worker. Whoever may see the interview is told that they are none; to others it does not exist. */
export function worker(isWorker: IsWorker, interviews: Find): Permission<WorkedAt> {
  const owner = interviewOwner(interviews);
  return {
    who: "worker",
    async check(asked) {
      if (isWorker(asked)) return { interview: await named(asked, interviews) };
      if (asked.bearer !== null && await asked.who() === null) throw notTheSecret();
      await owner.check(asked);
      throw new AppError("forbidden", "Only the programs that work for this server do this. Nothing was changed.");
    },
  };
}

/** The owner of the interview, or a worker. */
export function ownerOrWorker(isWorker: IsWorker, interviews: Find): Permission<WorkedAt> {
  const owner = interviewOwner(interviews);
  return {
    who: "interview owner or worker",
    check: async (asked) => isWorker(asked) ? { interview: await named(asked, interviews) } : await owner.check(asked),
  };
}

async function named(asked: Asked, interviews: Find): Promise<InterviewRow> {
  const id = Id.safeParse(asked.params.id);
  return found(id.success ? await interviews.find(id.data) : null, "interview");
}

function notTheSecret(): AppError {
  return new AppError("unauthenticated", "This is not the secret of a worker of this server.");
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
