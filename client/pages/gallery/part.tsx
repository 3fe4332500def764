import type { JSX } from "solid-js";

/** One kind of thing. */
export function Part(props: { title: string; children: JSX.Element }): JSX.Element {
  return (
    <section class="stack loose" aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}
