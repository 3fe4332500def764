import { z } from "zod";
import { contracts, IdParam } from "./shared.ts";

/** How long the originals of recordings are kept, in days after the end of an interview. */
export const Keeping = z.object({
  /** What was chosen; null: as long as this instance keeps any. */
  days: z.number().int().nullable(),
  /** The most that this instance keeps any; where more was chosen before, this counts. */
  mostDays: z.number().int(),
});
export type Keeping = z.infer<typeof Keeping>;

const Wish = z.object({
  days: z.number({ error: "Say for how many days." }).int("Say a whole number of days.").min(
    1,
    "It must be at least a day.",
  )
    .max(3_650, "It can be at most 3650 days.").nullable(),
});

export const keeping = contracts({
  "GET /me/keeping": {
    about: "How long the originals of one's own interviews are kept",
    status: 200,
    answer: Keeping,
  },
  "PUT /me/keeping": {
    about: "Choose how long; what is older is deleted with the next sweep, and nothing that was deleted comes back",
    body: Wish,
    status: 200,
    answer: Keeping,
  },
  "GET /grinds/:id/keeping": {
    about: "How long the originals of interviews in a grind are kept, where their owner does not want less",
    params: IdParam,
    status: 200,
    answer: Keeping,
  },
  "PUT /grinds/:id/keeping": {
    about: "Choose how long, for all interviews in it; what is older is deleted with the next sweep",
    params: IdParam,
    body: Wish,
    status: 200,
    answer: Keeping,
  },
});
