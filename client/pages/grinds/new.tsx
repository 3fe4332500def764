import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createKept } from "../../kit/create-kept.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { words } from "./words.ts";

/** Make a grind and go on to inviting people. */
export function NewGrind(): JSX.Element {
  const { call, grinds, toasts } = useApp();
  const navigate = useNavigate();
  const [name, setName, forgetName] = createKept("new-grind.name");
  const submit = createSubmit(async (attemptFor) => {
    const body = { name: name() };
    const grind = await call("POST /grinds", { body, attempt: attemptFor(body) });
    forgetName();
    grinds.set([...grinds.data() ?? [], grind]);
    toasts.say(words.created(grind.name));
    navigate(`/grinds/${grind.id}/members`);
  }, ["name"]);
  return (
    <div class="narrow">
      <PageHead title={words.newTitle} lead={words.newLead} />
      <Form submit={submit} label={words.newTitle}>
        <TextField
          label={words.name}
          hint={words.nameHint}
          name="name"
          required
          autocomplete="off"
          value={name()}
          onInput={setName}
          error={submit.errorOf("name")}
        />
        <div class="form-foot">
          <Button kind="primary" size="tall" type="submit" busy={submit.busy()}>{words.create}</Button>
          <LinkButton kind="bare" size="tall" href="/grinds">{words.cancel}</LinkButton>
        </div>
      </Form>
    </div>
  );
}
