import type { JSX } from "solid-js";
import type { Member } from "../../../proto/http/grinds.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { type AppState, useApp } from "../../state/app-state.ts";
import { Select } from "../../ui/field.tsx";
import type { SessionDraft } from "./session-draft.ts";
import { words as all } from "./words.ts";

const words = all.form;

/** Who is to sit in the seat first; until they come it is kept for them. */
export function FirstSeat(props: { grindId: string; draft: SessionDraft }): JSX.Element {
  const { call } = useApp();
  const members = createRemote(
    () => props.grindId,
    (id, signal) => everybody(call, id, signal),
  );
  const options = () => [
    { value: "", label: words.anybody },
    ...(members.data() ?? []).map(({ personId, name }) => ({ value: personId, label: name })),
  ];
  return (
    <Select
      label={words.seat}
      value={props.draft.firstSeatId() ?? ""}
      options={options()}
      onChange={(id) => props.draft.setFirstSeatId(id || null)}
    />
  );
}

/** All members, page after page: somebody who is missing here could not be chosen. */
async function everybody(call: AppState["call"], id: string, signal: AbortSignal): Promise<Member[]> {
  const members: Member[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const page = await call("GET /grinds/:id/members", { params: { id }, query, signal });
    members.push(...page.rows);
    cursor = page.next;
  }
  return members;
}
