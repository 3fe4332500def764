import { createSignal, type JSX, Show } from "solid-js";
import type { Grind } from "../../../proto/http/grinds.ts";
import type { Session } from "../../../proto/http/sessions.ts";
import { clock, dayName } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { CancelSession } from "./cancel-session.tsx";
import { Rsvp } from "./rsvp.tsx";
import { detailOf, isSoon, titleOf } from "./session-facts.ts";
import { SessionForm } from "./session-form.tsx";
import { WhoComes } from "./who-comes.tsx";
import { words } from "./words.ts";

type Props = { session: Session; grind: Grind; onChanged: (session: Session) => void; onGone: () => void };
type Open = "change" | "cancel" | "who";

/** One session to come: when, what, whether one comes, and what its maker may do with it. */
export function SessionRow(props: Props): JSX.Element {
  const app = useApp();
  const [open, setOpen] = createSignal<Open>();
  const close = (): void => setOpen(undefined);
  const title = (): string => titleOf(props.session);
  return (
    <li>
      <div class="when num">
        <b>{clock(props.session.startsAt)}</b>
        <span>{dayName(props.session.startsAt, app.now())}</span>
      </div>
      <div class="grow">
        <div class="strong break">{title()}</div>
        <div class="small soft">{detailOf(props.session, app.session.me()?.id)}</div>
        <Button kind="bare" size="small" class="who-comes" onClick={() => setOpen("who")}>
          {words.counts(props.session.rsvps)}
        </Button>
      </div>
      <div class="session-does">
        <Show when={isSoon(props.session, app.now())}>
          <LinkButton href={`/sessions/${props.session.id}/check`} aria-label={words.checkNamed(title())}>
            {words.check}
          </LinkButton>
        </Show>
        <Rsvp session={props.session} onChanged={props.onChanged} />
        <Show when={props.session.mine}>
          <Menu
            label={words.actions(title())}
            items={[
              { label: words.change, icon: "pencil", run: () => setOpen("change") },
              { label: words.cancel, icon: "trash-2", bad: true, run: () => setOpen("cancel") },
            ]}
          />
        </Show>
      </div>
      <WhoComes session={props.session} open={open() === "who"} onClose={close} />
      <SessionForm
        grind={props.grind}
        kind={open() === "change" ? "change" : undefined}
        session={props.session}
        onClose={close}
        onDone={(session) => props.onChanged(session)}
      />
      <CancelSession session={props.session} open={open() === "cancel"} onClose={close} onDone={props.onGone} />
    </li>
  );
}
