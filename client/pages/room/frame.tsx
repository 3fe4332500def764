import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, type JSX, type ParentProps, Show, untrack } from "solid-js";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SignedIn } from "../shell/signed-in.tsx";
import { InSessionContext } from "./in-session.ts";
import { useLive } from "./live.ts";
import "../../ui/shell.css";

/** Around the check and the room of one session. Both fill the window. */
export function SessionFrame(props: ParentProps): JSX.Element {
  const params = useParams();
  const [round, setRound] = createSignal(1);
  const key = (): string | undefined => params["id"] && `${params["id"]} ${round()}`;
  const waiting = (): JSX.Element => (
    <main class="alone" id="main">
      <Skeleton />
    </main>
  );
  return (
    <SignedIn waiting={waiting()}>
      <Show when={key()} keyed>
        <Opened id={params["id"] ?? ""} onAgain={() => setRound(round() + 1)}>{props.children}</Opened>
      </Show>
    </SignedIn>
  );
}

function Opened(props: ParentProps<{ id: string; onAgain: () => void }>): JSX.Element {
  const app = useApp();
  const live = useLive();
  const navigate = useNavigate();
  const id = untrack(() => props.id);
  const session = createRemote(() => id, (_, signal) => app.call("GET /sessions/:id", { params: { id }, signal }));
  const room = live.createRoom(app, id);
  let checked = false;
  const pass = (): void => void (checked = true);
  const again = (): void => {
    navigate(`/sessions/${id}/check`, { replace: true });
    props.onAgain();
  };
  return (
    <InSessionContext.Provider value={{ id, session, room, checked: () => checked, pass, again }}>
      {props.children}
    </InSessionContext.Provider>
  );
}
