import { type JSX, Match, Show, Switch } from "solid-js";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Alone } from "./frame.tsx";
import { takeToken } from "./token.ts";
import { words as all } from "./words.ts";

const words = all.verify;

/** Prove an address with the token of a mailed link; opening the page is all it takes. */
export function VerifyEmail(): JSX.Element {
  const { call, session } = useApp();
  const token = takeToken();
  const proof = createRemote(() => token, async (it) => {
    await call("POST /account/verify-email", { body: { token: it } });
    if (session.me()) await session.find();
    return true;
  });
  const passes = (): boolean => proof.refusal()?.uncertain ?? false;
  return (
    <Alone title={words.title}>
      <Switch fallback={<Skeleton rows={1} />}>
        <Match when={proof.data()}>
          <Empty icon="check" title={words.doneTitle} text={words.doneText} level="h2">
            <LinkButton href={session.me() ? "/account" : "/"}>{session.me() ? words.account : words.home}</LinkButton>
          </Empty>
        </Match>
        <Match when={passes() && proof.refusal()}>
          {(refusal) => <RefusalBanner refusal={refusal()} kept="Your account is as it was." onRetry={proof.refetch} />}
        </Match>
        <Match when={token === undefined || proof.refusal()}>
          <Empty icon="link" title={words.brokenTitle} text={words.brokenText} level="h2">
            <LinkButton href={session.me() ? "/account" : "/"}>{session.me() ? words.account : words.home}</LinkButton>
          </Empty>
        </Match>
      </Switch>
      <Show when={!proof.data() && !proof.refusal() && token}>
        <p class="small soft">{words.working}</p>
      </Show>
    </Alone>
  );
}
