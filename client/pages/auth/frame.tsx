import type { JSX } from "solid-js";
import { Mark } from "../../ui/icon.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import "../../ui/shell.css";

/** A page for somebody who is not signed in yet: the mark, a title, one thing to do. */
export function Alone(props: { title: string; lead?: JSX.Element; children: JSX.Element }): JSX.Element {
  return (
    <main class="alone" id="main">
      <a class="brand" href="/">
        <Mark />Grindstone
      </a>
      <PageHead title={props.title} lead={props.lead} />
      <div class="stack loose">{props.children}</div>
    </main>
  );
}
