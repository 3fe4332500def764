import { type JSX, Show } from "solid-js";
import type { PersonView } from "../../../proto/live/view.ts";
import { OutsideConsent } from "../../ui/outside-consent.tsx";
import { useInSession } from "./in-session.ts";
import { useRoomUi } from "./room-ui.ts";

/** In a room: whether the services outside may hear one. Where there are none, nothing is asked. */
export function MayHear(props: { me: PersonView }): JSX.Element {
  const { room, session } = useInSession();
  const ui = useRoomUi();
  const services = () => session.data()?.outside ?? [];
  return (
    <Show when={services().length > 0}>
      <OutsideConsent
        services={services()}
        given={props.me.consents.includes("outside")}
        onChange={(given) => ui.attempt(() => room.act.consent("outside", given))}
      />
    </Show>
  );
}
