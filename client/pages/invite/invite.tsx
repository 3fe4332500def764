import { useNavigate } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";
import type { Answer } from "../../../proto/http.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { date } from "../../kit/time.ts";
import { Refusal } from "../../kit/refusal.ts";
import { useApp } from "../../state/app-state.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Alone } from "../auth/frame.tsx";
import { takeToken } from "../auth/token.ts";
import { forgetInvite, keepInvite, keptInvite } from "./kept-invite.ts";
import { words } from "./words.ts";

/** Where an invite link leads: what it is for, and the shortest way in. */
export function Invite(): JSX.Element {
  const { call, session } = useApp();
  const navigate = useNavigate();
  const token = takeToken() ?? keptInvite();
  if (token !== undefined) keepInvite(token);
  // Who is asking decides what a used link means: for somebody it let in before, it still leads to the grind.
  const known = (): string | undefined => session.who().state === "unknown" ? undefined : token;
  const invite = createRemote(known, async (it, signal) => {
    try {
      return await call("GET /invites/:token", { params: { token: it }, signal });
    } catch (error) {
      if (!(error instanceof Refusal) || error.uncertain) throw error;
      forgetInvite();
      if (error.code !== "closed" || !session.me()) throw error;
      const { grindId } = await call("POST /invites/:token/accept", { params: { token: it }, signal });
      navigate(`/grinds/${grindId}`, { replace: true });
      return undefined;
    }
  });
  const title = (): string => {
    const data = invite.data();
    return data ? words.titleOf(data.grind.name) : words.title;
  };
  return (
    <Alone title={title()}>
      <Switch fallback={<Skeleton rows={2} />}>
        <Match when={token === undefined}>
          <Nothing title={words.brokenTitle} text={words.brokenText} />
        </Match>
        <Match when={invite.data()}>{(data) => <Offer invite={data()} token={token ?? ""} />}</Match>
        <Match when={invite.refusal()?.uncertain && invite.refusal()}>
          {(refusal) => (
            <RefusalBanner refusal={refusal()} kept="The invitation is as it was." onRetry={invite.refetch} />
          )}
        </Match>
        <Match when={invite.refusal()}>
          <Nothing title={words.goneTitle} text={words.goneText} />
        </Match>
      </Switch>
    </Alone>
  );
}

function Nothing(props: { title: string; text: string }): JSX.Element {
  return (
    <Empty icon="link" title={props.title} text={props.text} level="h2">
      <LinkButton href="/">{words.home}</LinkButton>
    </Empty>
  );
}

function Offer(props: { invite: Answer<"GET /invites/:token">; token: string }): JSX.Element {
  const { session } = useApp();
  return (
    <div class="stack loose">
      <p>{words.lead(props.invite.invitedBy, props.invite.grind.members)}</p>
      <p class="soft">{words.what}</p>
      <Show when={props.invite.onlyFor}>{(address) => <p class="soft">{words.onlyFor(address())}</p>}</Show>
      <Show
        when={session.me()}
        fallback={
          <div class="form-foot">
            <LinkButton kind="primary" size="tall" href="/sign-up">{words.signUp}</LinkButton>
            <LinkButton size="tall" href="/sign-in">{words.signIn}</LinkButton>
          </div>
        }
      >
        {(me) => <Join token={props.token} grind={props.invite.grind.name} me={me().name} />}
      </Show>
      <p class="small soft">{words.until(date(props.invite.expiresAt))}</p>
    </div>
  );
}

function Join(props: { token: string; grind: string; me: string }): JSX.Element {
  const { call, grinds, toasts } = useApp();
  const navigate = useNavigate();
  const submit = createSubmit(async () => {
    const { grindId } = await call("POST /invites/:token/accept", { params: { token: props.token } });
    forgetInvite();
    grinds.refetch();
    toasts.say(words.joined(props.grind));
    navigate(`/grinds/${grindId}`, { replace: true });
  });
  return (
    <>
      <div class="form-foot">
        <Button kind="primary" size="tall" busy={submit.busy()} onClick={() => void submit.run()}>{words.join}</Button>
        <span class="small soft">{words.signedInAs(props.me)}</span>
      </div>
      <Show when={submit.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept="You are not in the grind yet." />}
      </Show>
    </>
  );
}
