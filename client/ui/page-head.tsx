import { createSignal, type JSX, Show } from "solid-js";
import { usePageTitle } from "../kit/page-focus.ts";

type Props = {
  title: string;
  /** For the browser's tab, where the title on the page is not enough. */
  tab?: string | undefined;
  lead?: JSX.Element;
  /** At most one of them primary. */
  children?: JSX.Element;
};

/** The title of a page: the one h1, the tab's name, and where readers land after a navigation. */
export function PageHead(props: Props): JSX.Element {
  const [title, setTitle] = createSignal<HTMLHeadingElement>();
  usePageTitle(title, () => props.tab ?? props.title);
  return (
    <header class="page-head">
      <div class="grow">
        <h1 ref={setTitle} tabIndex={-1} class="break">{props.title}</h1>
        <Show when={props.lead}>
          <p>{props.lead}</p>
        </Show>
      </div>
      {props.children}
    </header>
  );
}
