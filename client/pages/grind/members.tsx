import { useNavigate } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { Grind, Member } from "../../../proto/http/grinds.ts";
import { createPages } from "../../kit/create-pages.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { List, Row } from "../../ui/list.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { PagesView } from "../../ui/more.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { roleWords } from "../words.ts";
import { Invites } from "./invites.tsx";
import { words as all } from "./words.ts";

const words = all.members;

/** Who is in a grind, and how others get in. */
export function Members(props: { grind: Grind; onChanged: () => void }): JSX.Element {
  const { call, toasts } = useApp();
  const id = (): string => props.grind.id;
  const members = createPages(
    id,
    (grindId, cursor, signal) =>
      call("GET /grinds/:id/members", { params: { id: grindId }, query: { cursor }, signal }),
  );
  const [leaving, setLeaving] = createSignal(false);
  const [removing, setRemoving] = createSignal<Member>();

  let wanted: { member: Member; role: Grind["role"] } | undefined;
  const change = createSubmit(async () => {
    if (!wanted) return;
    const { member, role } = wanted;
    const now = await call("PATCH /grinds/:id/members/:personId", {
      params: { id: id(), personId: member.personId },
      body: { role },
    });
    members.change((rows) => rows.map((row) => row.personId === now.personId ? now : row));
    toasts.say(words.roleSet(now.name, roleWords[now.role].toLowerCase()));
    if (member.you) props.onChanged();
  });
  const setRole = (member: Member, role: Grind["role"]): void => {
    wanted = { member, role };
    void change.run();
  };

  return (
    <div class="two">
      <div class="stack loose">
        <Show when={change.refusal()}>
          {(refusal) => <RefusalBanner refusal={refusal()} kept="Nothing was changed." />}
        </Show>
        <PagesView of={members} empty={undefined}>
          {(rows) => (
            <List label={words.list}>
              <For each={rows()}>
                {(member) => (
                  <MemberRow member={member} items={actions(props.grind.role, member, { setRole, setRemoving })} />
                )}
              </For>
            </List>
          )}
        </PagesView>
        <div>
          <Button kind="danger" icon="log-out" onClick={() => setLeaving(true)}>{words.leave}</Button>
        </div>
      </div>
      <Show when={props.grind.role !== "member"}>
        <Invites grindId={id()} />
      </Show>
      <Remove
        grindId={id()}
        member={removing()}
        onClose={() => setRemoving(undefined)}
        onDone={(gone) => {
          members.change((rows) => rows.filter((row) => row.personId !== gone.personId));
          props.onChanged();
        }}
      />
      <Leave grind={props.grind} open={leaving()} onClose={() => setLeaving(false)} />
    </div>
  );
}

function MemberRow(props: { member: Member; items: MenuItem[] }): JSX.Element {
  const detail = (): string =>
    [props.member.you && words.you, words.joined(date(props.member.joinedAt))].filter(Boolean).join(", ");
  return (
    <Row
      title={props.member.name}
      detail={detail()}
      before={<Avatar name={props.member.name} id={props.member.personId} />}
      after={
        <>
          <Badge>{roleWords[props.member.role]}</Badge>
          <Show when={props.items.length > 0}>
            <Menu label={words.actions(props.member.name)} items={props.items} />
          </Show>
        </>
      }
    />
  );
}

type Does = { setRole: (member: Member, role: Grind["role"]) => void; setRemoving: (member: Member) => void };

/** What `mine` may do to somebody. The server decides; this only leaves out what it would refuse. */
function actions(mine: Grind["role"], member: Member, does: Does): MenuItem[] {
  const roles = (["owner", "moderator", "member"] as const).filter((role) => mine === "owner" && role !== member.role);
  const items: MenuItem[] = roles.map((role) => ({
    label: words.makeRole[role],
    icon: "shield",
    run: () => does.setRole(member, role),
  }));
  const below = mine === "owner" || (mine === "moderator" && member.role === "member");
  if (below && !member.you) {
    items.push({
      label: words.remove,
      icon: "trash-2",
      bad: true,
      run: () => does.setRemoving(member),
    });
  }
  return items;
}

type RemoveProps = { grindId: string; member: Member | undefined; onClose: () => void; onDone: (gone: Member) => void };

function Remove(props: RemoveProps): JSX.Element {
  const { call, toasts } = useApp();
  const submit = createSubmit(async () => {
    const gone = props.member;
    if (!gone) return;
    await call("DELETE /grinds/:id/members/:personId", { params: { id: props.grindId, personId: gone.personId } });
    toasts.say(words.removed(gone.name));
    props.onDone(gone);
  });
  return (
    <Confirm
      open={props.member !== undefined}
      title={words.removeTitle(props.member?.name ?? "")}
      text={words.removeText}
      verb={words.removeVerb}
      keep={words.keepThem}
      submit={submit}
      onClose={() => props.onClose()}
      onDone={() => props.onClose()}
    />
  );
}

function Leave(props: { grind: Grind; open: boolean; onClose: () => void }): JSX.Element {
  const { call, grinds, toasts } = useApp();
  const navigate = useNavigate();
  const submit = createSubmit(async () => {
    await call("POST /grinds/:id/leave", { params: { id: props.grind.id } });
    grinds.set(grinds.data()?.filter((one) => one.id !== props.grind.id));
    toasts.say(words.left(props.grind.name));
    navigate("/grinds");
  });
  return (
    <Confirm
      open={props.open}
      title={words.leaveTitle(props.grind.name)}
      text={words.leaveText}
      verb={words.leaveVerb}
      keep={words.stay}
      submit={submit}
      onClose={() => props.onClose()}
    />
  );
}
