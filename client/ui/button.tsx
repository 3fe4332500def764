import { type JSX, Show, splitProps } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";

type Look = {
  /** One primary per page; the rest is quiet or bare. */
  kind?: "primary" | "quiet" | "bare" | "danger" | "danger-fill" | undefined;
  size?: "small" | "tall" | undefined;
  icon?: IconName | undefined;
  /** Shows the icon alone; the children become its name. */
  iconOnly?: boolean | undefined;
  class?: string | undefined;
};

type ButtonProps = Look & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class"> & {
  /** Its work is under way: it turns, and a second press does nothing. */
  busy?: boolean | undefined;
  pressed?: boolean | undefined;
};

const looks = ["kind", "size", "icon", "iconOnly", "class"] as const;

/** A button that says what it does. */
export function Button(props: ButtonProps): JSX.Element {
  const [look, own, rest] = splitProps(props, looks, ["busy", "pressed", "children", "onClick", "aria-disabled"]);
  const press = (event: MouseEvent & { currentTarget: HTMLButtonElement; target: Element }): void => {
    if (own.busy) event.preventDefault();
    else if (typeof own.onClick === "function") own.onClick(event);
  };
  return (
    <button
      type="button"
      {...rest}
      class={classOf(look)}
      aria-busy={own.busy ? "true" : undefined}
      aria-disabled={own.busy ? "true" : own["aria-disabled"]}
      aria-pressed={own.pressed}
      onClick={press}
    >
      <Inside look={look} busy={own.busy}>{own.children}</Inside>
    </button>
  );
}

type LinkProps = Look & Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, "class"> & { href: string };

/** A link that looks like a button, because it is the next thing to do. */
export function LinkButton(props: LinkProps): JSX.Element {
  const [look, own, rest] = splitProps(props, looks, ["children"]);
  return (
    <a {...rest} class={classOf(look)}>
      <Inside look={look}>{own.children}</Inside>
    </a>
  );
}

function Inside(props: { look: Look; busy?: boolean | undefined; children: JSX.Element }): JSX.Element {
  return (
    <>
      <Show when={props.busy} fallback={<Show when={props.look.icon}>{(name) => <Icon name={name()} />}</Show>}>
        <Icon name="loader" />
      </Show>
      <Show when={props.look.iconOnly} fallback={props.children}>
        <span class="sr">{props.children}</span>
      </Show>
    </>
  );
}

function classOf(look: Look): string {
  const kind = look.kind === "danger-fill" ? "danger fill" : look.kind === "quiet" ? "" : look.kind;
  return ["btn", kind, look.size, look.iconOnly && "icon", look.class].filter(Boolean).join(" ");
}
