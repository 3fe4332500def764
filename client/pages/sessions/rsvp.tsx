import { createSignal, type JSX } from "solid-js";
import type { RsvpAnswer, Session } from "../../../proto/http/sessions.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { titleOf } from "./session-facts.ts";
import { words } from "./words.ts";

const options = (["yes", "maybe", "no"] as const).map((value) => ({ value, label: words.rsvp[value] }));

/** Says whether one comes. What was pressed shows at once; what the server did not take goes back. */
export function Rsvp(props: { session: Session; onChanged: (session: Session) => void }): JSX.Element {
  const { call, toasts } = useApp();
  const [wanted, setWanted] = createSignal<RsvpAnswer>();
  const submit = createSubmit(async () => {
    const answer = wanted();
    if (!answer) return;
    props.onChanged(await call("POST /sessions/:id/rsvp", { params: { id: props.session.id }, body: { answer } }));
  });
  const say = async (answer: RsvpAnswer | ""): Promise<void> => {
    if (answer === "") return;
    setWanted(answer);
    await submit.run();
    setWanted(undefined);
    const refusal = submit.refusal();
    if (refusal) toasts.say(refusal.message);
  };
  return (
    <Segmented<RsvpAnswer | "">
      label={words.comes(titleOf(props.session))}
      value={wanted() ?? props.session.myRsvp ?? ""}
      options={options}
      onChange={(answer) => void say(answer)}
    />
  );
}
