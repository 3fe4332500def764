import type { JSX } from "solid-js";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { Select } from "../../ui/field.tsx";
import type { SessionDraft } from "./session-draft.ts";
import { words as all } from "./words.ts";

const words = all.form;

/** Who is to sit in the seat first; until they come it is kept for them. */
export function FirstSeat(props: { grindId: string; draft: SessionDraft }): JSX.Element {
  const { call } = useApp();
  const members = createRemote(
    () => props.grindId,
    async (id, signal) =>
      (await call("GET /grinds/:id/members", { params: { id }, query: { limit: 100 }, signal })).rows,
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
