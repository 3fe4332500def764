import { type JSX, Match, Switch } from "solid-js";
import type { Remote } from "../kit/create-remote.ts";
import { Empty } from "./empty.tsx";
import { LinkButton } from "./button.tsx";
import { RefusalBanner } from "./refusal-banner.tsx";
import { Skeleton } from "./skeleton.tsx";

type Props<T> = {
  of: Pick<Remote<T>, "data" | "refusal" | "refetch">;
  rows?: number | undefined;
  /** What is not there, such as "This grind". */
  what: string;
  children: (data: () => T) => JSX.Element;
};

/** What is on the server, or its place, or why it is not here. What was seen stays when a refresh fails. */
export function RemoteView<T>(props: Props<T>): JSX.Element {
  return (
    <Switch fallback={<Skeleton rows={props.rows ?? 3} />}>
      <Match when={props.of.refusal()?.code === "not-found"}>
        <Missing what={props.what} />
      </Match>
      <Match when={props.of.data() === undefined && props.of.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept="Nothing of yours is lost." onRetry={() => props.of.refetch()} />}
      </Match>
      <Match when={props.of.data() !== undefined}>
        {props.children(() => props.of.data() as T)}
      </Match>
    </Switch>
  );
}

/** It was deleted, or one may not see it; the two look the same on purpose. */
export function Missing(props: { what: string }): JSX.Element {
  return (
    <Empty icon="search" title={`${props.what} is not here`} text="It was deleted, or it is not shared with you. Your own work is where you left it." level="h2">
      <LinkButton href="/" icon="house">Go home</LinkButton>
    </Empty>
  );
}
