import { type JSX, Match, Show, Switch } from "solid-js";
import type { Remote } from "../kit/create-remote.ts";
import { LinkButton } from "./button.tsx";
import { PageHead } from "./page-head.tsx";
import { RefusalBanner } from "./refusal-banner.tsx";
import { Skeleton } from "./skeleton.tsx";

type Props<T> = {
  of: Pick<Remote<T>, "data" | "refusal" | "refetch">;
  rows?: number | undefined;
  /** What is not there, such as "This grind". */
  what: string;
  /** It is the whole page, title included, so something else must be the title until it is here. */
  page?: boolean;
  children: (data: () => T) => JSX.Element;
};

/** What is on the server, or its place, or why it is not here. What was seen stays when a refresh fails. */
export function RemoteView<T>(props: Props<T>): JSX.Element {
  return (
    <Switch fallback={<Waiting what={props.what} page={props.page ?? false} rows={props.rows ?? 3} />}>
      <Match when={props.of.refusal()?.code === "not-found"}>
        <Missing what={props.what} page={props.page ?? false} />
      </Match>
      <Match when={props.of.data() === undefined && props.of.refusal()}>
        {(refusal) => (
          <>
            <Show when={props.page}>
              <PageHead title={props.what} />
            </Show>
            <RefusalBanner refusal={refusal()} kept="Nothing of yours is lost." onRetry={() => props.of.refetch()} />
          </>
        )}
      </Match>
      <Match when={props.of.data() !== undefined}>
        {props.children(() => props.of.data() as T)}
      </Match>
    </Switch>
  );
}

function Waiting(props: { what: string; page: boolean; rows: number }): JSX.Element {
  return (
    <>
      <Show when={props.page}>
        <h1 class="sr">{props.what}</h1>
      </Show>
      <Skeleton rows={props.rows} />
    </>
  );
}

const gone = "It was deleted, or it is not shared with you. Your own work is where you left it.";

/** It was deleted, or one may not see it; the two look the same on purpose. */
function Missing(props: { what: string; page: boolean }): JSX.Element {
  return (
    <Show when={props.page} fallback={<p class="soft">{props.what} is not here. {gone}</p>}>
      <PageHead title={`${props.what} is not here`} lead={gone} />
      <LinkButton kind="primary" href="/" icon="house">Go home</LinkButton>
    </Show>
  );
}
