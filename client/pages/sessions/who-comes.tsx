import { For, type JSX, Show } from "solid-js";
import type { RsvpAnswer, Session } from "../../../proto/http/sessions.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { List, Row } from "../../ui/list.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { titleOf } from "./session-facts.ts";
import { words } from "./words.ts";

const answers: readonly RsvpAnswer[] = ["yes", "maybe", "no"];

/** Who said what about coming. */
export function WhoComes(props: { session: Session; open: boolean; onClose: () => void }): JSX.Element {
  const { call } = useApp();
  const rsvps = createRemote(
    () => props.open ? `${props.session.id} ${props.session.version}` : undefined,
    async (_, signal) => (await call("GET /sessions/:id/rsvps", { params: { id: props.session.id }, signal })).rows,
  );
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={() => props.onClose()}>{words.close}</Button>
    </>
  );
  return (
    <Dialog open={props.open} title={words.whoTitle} lead={titleOf(props.session)} onClose={props.onClose} foot={foot}>
      <RemoteView of={rsvps} rows={2} what={words.whoTitle}>
        {(rows) => (
          <Show when={rows().length > 0} fallback={<p class="soft">{words.whoEmpty}</p>}>
            <For
              each={answers.filter((answer) =>
                rows().some((row) => row.answer === answer)
              )}
            >
              {(answer) => (
                <section aria-label={words.who[answer]}>
                  <h3>{words.who[answer]}</h3>
                  <List label={words.who[answer]}>
                    <For each={rows().filter((row) => row.answer === answer)}>
                      {(row) => <Row title={row.name} before={<Avatar name={row.name} id={row.id} />} />}
                    </For>
                  </List>
                </section>
              )}
            </For>
          </Show>
        )}
      </RemoteView>
    </Dialog>
  );
}
