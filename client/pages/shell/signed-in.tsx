import { useLocation, useNavigate } from "@solidjs/router";
import { createEffect, type JSX, Match, Switch } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { Unreachable } from "./unreachable.tsx";

/** What only somebody who is signed in sees; everybody else goes to the sign-in page and comes back. */
export function SignedIn(props: { waiting: JSX.Element; children: JSX.Element }): JSX.Element {
  const app = useApp();
  const location = useLocation();
  const navigate = useNavigate();
  createEffect(() => {
    if (app.session.who().state !== "out") return;
    const here = location.pathname + location.search;
    navigate(here === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(here)}`, { replace: true });
  });
  return (
    <Switch fallback={props.waiting}>
      <Match when={app.session.who().state === "unreachable"}>
        <Unreachable />
      </Match>
      <Match when={app.session.me()}>{props.children}</Match>
    </Switch>
  );
}
