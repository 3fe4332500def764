import { type JSX, onCleanup } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Icon, Mark } from "../../ui/icon.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { words } from "./words.ts";

/** How often an unreachable server is asked again. Lower finds it sooner, higher spares one that is starting. */
export const againMs = 5_000;

/** Nobody could be asked who one is: the page says so and goes on by itself. */
export function Unreachable(): JSX.Element {
  const { session } = useApp();
  const ask = (): void => void session.find();
  const timer = setInterval(ask, againMs);
  addEventListener("online", ask);
  onCleanup(() => {
    clearInterval(timer);
    removeEventListener("online", ask);
  });
  return (
    <main class="alone" id="main">
      <div class="brand">
        <Mark />Grindstone
      </div>
      <Icon name="wifi-off" size="lg" />
      <PageHead
        title={words.unreachable}
        lead={navigator.onLine ? words.unreachableServer : words.unreachableOffline}
      />
      <Button icon="rotate-cw" onClick={ask}>{words.retry}</Button>
    </main>
  );
}
