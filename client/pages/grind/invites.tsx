import { createSignal, For, type JSX, Show } from "solid-js";
import type { Invite } from "../../../proto/http/grinds.ts";
import { createRemote, type Remote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { List, Row, Section } from "../../ui/list.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { NewInvite } from "./new-invite.tsx";
import { words as all } from "./words.ts";

const words = all.invites;

/** The ways into a grind: make one, see how it is used, take it back. */
export function Invites(props: { grindId: string }): JSX.Element {
  const { call } = useApp();
  const invites = createRemote(
    () => props.grindId,
    async (id, signal) => (await call("GET /grinds/:id/invites", { params: { id }, signal })).rows,
  );
  return (
    <aside class="stack far">
      <NewInvite grindId={props.grindId} onMade={(invite) => invites.set([invite, ...invites.data() ?? []])} />
      <Section title={words.title}>
        <RemoteView of={invites} rows={2} what={words.title}>
          {(rows) => (
            <Show when={rows().length > 0} fallback={<p class="small soft">{words.empty}</p>}>
              <InviteList grindId={props.grindId} rows={rows()} of={invites} />
            </Show>
          )}
        </RemoteView>
      </Section>
    </aside>
  );
}

function InviteList(props: { grindId: string; rows: Invite[]; of: Remote<Invite[]> }): JSX.Element {
  const { call, toasts } = useApp();
  const [revoking, setRevoking] = createSignal<Invite>();
  const submit = createSubmit(async () => {
    const invite = revoking();
    if (!invite) return;
    await call("DELETE /grinds/:id/invites/:inviteId", { params: { id: props.grindId, inviteId: invite.id } });
    props.of.set(props.of.data()?.map((one) => one.id === invite.id ? { ...one, state: "revoked" } : one));
    toasts.say(words.revoked);
  });
  return (
    <>
      <List label={words.title}>
        <For each={props.rows}>{(invite) => <InviteRow invite={invite} onRevoke={() => setRevoking(invite)} />}</For>
      </List>
      <Confirm
        open={revoking() !== undefined}
        title={words.revokeTitle}
        text={words.revokeText}
        verb={words.revoke}
        keep={words.keep}
        submit={submit}
        onClose={() => setRevoking(undefined)}
        onDone={() => setRevoking(undefined)}
      />
    </>
  );
}

function InviteRow(props: { invite: Invite; onRevoke: () => void }): JSX.Element {
  const open = (): boolean => props.invite.state === "open";
  const detail = (): string =>
    [
      props.invite.kind === "link" && words.left(props.invite.uses, props.invite.maxUses),
      words.until(date(props.invite.expiresAt)),
      words.madeBy(props.invite.madeBy),
    ]
      .filter(Boolean).join(", ");
  return (
    <Row
      title={props.invite.email ?? words.link}
      detail={detail()}
      after={
        <Show when={open()} fallback={<Badge>{words.states[props.invite.state]}</Badge>}>
          <Button size="small" kind="danger" onClick={() => props.onRevoke()}>{words.revoke}</Button>
        </Show>
      }
    />
  );
}
