import { type JSX, Show } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import { clock } from "../../kit/time.ts";
import { LiveBadge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { titleOf } from "./session-facts.ts";
import { words } from "./words.ts";

/** A session that is going on, with the way in. */
export function LiveSession(props: { session: Session }): JSX.Element {
  return (
    <section class="card live-card" aria-label={words.live}>
      <div class="grow">
        <div class="row wrap">
          <LiveBadge />
          <Show when={props.session.startedAt}>
            {(at) => <span class="small soft num">{words.since(clock(at()))}</span>}
          </Show>
        </div>
        <h2 class="live-card-title break">{titleOf(props.session)}</h2>
        <p class="small soft">{words.facts(words.mode[props.session.mode], props.session.minutes)}</p>
      </div>
      <LinkButton
        kind="primary"
        size="tall"
        icon="video"
        href={`/sessions/${props.session.id}/check`}
        aria-label={words.joinNamed(titleOf(props.session))}
      >
        {words.join}
      </LinkButton>
    </section>
  );
}
