import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { Icon } from "./icon.tsx";
import "./list.css";

/** Rows with hairlines between them. */
export function List(
  props: { label?: string | undefined; class?: string | undefined; children: JSX.Element },
): JSX.Element {
  return <ul class={`list ${props.class ?? ""}`} aria-label={props.label}>{props.children}</ul>;
}

type RowProps = {
  title: string;
  /** With an address the whole row is its link. */
  href?: string | undefined;
  detail?: JSX.Element;
  before?: JSX.Element;
  after?: JSX.Element;
};

/** One row: a mark, a title with a line of detail, and what can be done with it. */
export function Row(props: RowProps): JSX.Element {
  return (
    <li>
      {props.before}
      <div class="grow">
        <Show when={props.href} fallback={<div class="strong break">{props.title}</div>}>
          {(href) => <a class="cover strong break" href={href()}>{props.title}</a>}
        </Show>
        <Show when={props.detail}>
          <div class="small soft">{props.detail}</div>
        </Show>
      </div>
      {props.after}
      <Show when={props.href && !props.after}>
        <Icon name="chevron-right" class="faint" />
      </Show>
    </li>
  );
}

/** A section with its title, and a link at the end of the title's line. */
export function Section(
  props: { title: string; link?: { href: string; label: string } | undefined; children: JSX.Element },
): JSX.Element {
  return (
    <section aria-label={props.title}>
      <div class="head">
        <h2>{props.title}</h2>
        <Show when={props.link}>{(link) => <a href={link().href}>{link().label}</a>}</Show>
      </div>
      {props.children}
    </section>
  );
}
