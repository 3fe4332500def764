import { type JSX, Match, Show, Switch } from "solid-js";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { useRoom } from "./in-session.ts";
import { useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";

const words = all.simple;

/** That sound takes the simple connection, why, what that means, and the way back. */
export function SimpleNote(): JSX.Element {
  const { simple } = useRoom();
  const ui = useRoomUi();
  const what = (): string =>
    ({ on: words.on, waiting: words.waiting, connecting: words.connecting, ended: words.ended })[
      simple.state() as "on" | "waiting" | "connecting" | "ended"
    ] ?? "";
  const bad = (): boolean => simple.state() === "refused" || simple.dropping() || simple.trouble() !== undefined;
  return (
    <Show when={simple.chosen()}>
      <Banner icon="wifi" tone={bad() ? "warn" : undefined}>
        <p role="status">
          <Switch
            fallback={
              <>
                <b>{what()}</b> {simple.byItself() ? words.byItself : words.means}
              </>
            }
          >
            <Match when={simple.state() === "refused"}>
              <b>{words.refused}</b> {simple.why()}
            </Match>
            <Match when={simple.trouble()}>
              {(trouble) => (
                <>
                  <b>{words.troubles[trouble()]}</b> {words.again}
                </>
              )}
            </Match>
            <Match when={simple.dropping()}>
              <b>{words.dropping}</b> {words.droppingNext}
            </Match>
          </Switch>
        </p>
        <Button size="small" onClick={() => ui.attempt(() => simple.choose(false))}>{words.usual}</Button>
      </Banner>
    </Show>
  );
}
