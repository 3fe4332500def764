import { type JSX, Match, Show, Switch } from "solid-js";
import type { Pages } from "../kit/create-pages.ts";
import { Button } from "./button.tsx";
import { RefusalBanner } from "./refusal-banner.tsx";
import { Skeleton } from "./skeleton.tsx";

type Props<T> = {
  of: Pages<T>;
  /** Shown when the list has nothing. */
  empty: JSX.Element;
  children: (rows: () => T[]) => JSX.Element;
};

/** A list that is read page by page, with a button for the next one. */
export function PagesView<T>(props: Props<T>): JSX.Element {
  return (
    <div aria-busy={props.of.loading()}>
      <Switch fallback={<Skeleton rows={5} />}>
        <Match when={props.of.rows() === undefined && props.of.refusal()}>
          {(refusal) => (
            <RefusalBanner
              refusal={refusal()}
              kept="Nothing of yours is lost."
              onRetry={() => props.of.refetch()}
            />
          )}
        </Match>
        <Match when={props.of.rows()?.length === 0}>{props.empty}</Match>
        <Match when={props.of.rows()}>
          {(rows) => (
            <>
              {props.children(rows)}
              <Foot of={props.of} />
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

function Foot<T>(props: { of: Pages<T> }): JSX.Element {
  return (
    <div class="more">
      <Show when={props.of.refusal()}>
        {(refusal) => (
          <RefusalBanner
            refusal={refusal()}
            kept="What is shown stays."
            onRetry={() => props.of.more() ? props.of.showMore() : props.of.refetch()}
          />
        )}
      </Show>
      <Show when={props.of.more() && !props.of.refusal()}>
        <Button busy={props.of.loading()} onClick={() => props.of.showMore()}>Show more</Button>
      </Show>
    </div>
  );
}
