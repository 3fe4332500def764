import { AppError } from "../kit/errors.ts";
import type { Audit } from "../ports/audit.ts";
import type { Keeper, Keepings } from "../ports/keepings.ts";

/** How long originals are kept: what was chosen (null: nothing), and the most that this instance keeps. */
export type Kept = { readonly days: number | null; readonly mostDays: number };

/** People and grinds choose how long originals are kept. Whoever calls has asked whether it is allowed. */
export type Keeping = {
  look(of: Keeper): Promise<Kept>;
  /** For how many days the originals of an interview are kept, as is chosen now. Of what holds for it the shortest counts. */
  daysOf(interview: { readonly ownerId: string; readonly grindId: string | null }): Promise<number>;
  /** Throws AppError "bad-request" for more than this instance keeps. What was deleted before does not come back. */
  change(by: { readonly personId: string }, of: Keeper, days: number | null): Promise<Kept>;
};

type Options = {
  readonly store: Keepings;
  readonly audit: Audit;
  /** The most that this instance keeps. */
  readonly keepOriginalsDays: number;
};

export function makeKeeping({ store, audit, keepOriginalsDays: mostDays }: Options): Keeping {
  return {
    look: async (of) => ({ days: await store.days(of), mostDays }),
    async daysOf({ ownerId, grindId }) {
      const chosen = [await store.days({ personId: ownerId }), grindId === null ? null : await store.days({ grindId })];
      return Math.min(mostDays, ...chosen.flatMap((it) => it ?? []));
    },
    async change({ personId: actorId }, of, days) {
      if (days !== null && days > mostDays) {
        const sentence = `This instance keeps recordings for at most ${mostDays} days. Nothing was changed.`;
        throw new AppError("bad-request", sentence, { field: "days" });
      }
      await store.keep(of, days);
      const [what, subjectId] = of.personId === undefined ? ["grind", of.grindId] : ["person", of.personId];
      await audit.note({ actorId, action: `${what}.keeping-changed`, subjectId, details: { days: days ?? "unset" } });
      return { days, mostDays };
    },
  };
}
