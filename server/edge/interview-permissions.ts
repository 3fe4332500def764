import { Id } from "../../proto/http/shared.ts";
import type { Interviews } from "../interviews/interviews.ts";
import { found } from "../kit/errors.ts";
import type { InterviewRow } from "../ports/interviews.ts";
import type { Asker } from "./asked.ts";
import { asker, type Permission } from "./permission.ts";

/** What the permission learned: who asks, and the interview, which is theirs. */
export type OwnInterview = { readonly me: Asker; readonly interview: InterviewRow };

/** The owner of the interview that `:id` names. To everybody else it does not exist. */
export function interviewOwner(interviews: Pick<Interviews, "find">): Permission<OwnInterview> {
  return {
    who: "interview owner",
    async check(asked) {
      const me = await asker(asked);
      const id = Id.safeParse(asked.params.id);
      const interview = id.success ? await interviews.find(id.data) : null;
      return { me, interview: found(interview?.ownerId === me.personId ? interview : null, "interview") };
    },
  };
}
