import { useIsRouting, useLocation } from "@solidjs/router";
import { createEffect, ErrorBoundary, type JSX, onCleanup, type ParentProps, Show, Suspense } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Broken } from "../broken.tsx";
import { FallbackNote } from "../fallback/note.tsx";
import { Side } from "./side.tsx";
import { BottomBar, TopBar } from "./small.tsx";
import { SignedIn } from "./signed-in.tsx";
import { againMs } from "./unreachable.tsx";
import { words } from "./words.ts";
import "../../ui/shell.css";

/** Everything behind the sign-in: who one is decides what is shown. */
export function Shell(props: ParentProps): JSX.Element {
  const waiting = (): JSX.Element => (
    <Frame>
      <Skeleton rows={4} />
    </Frame>
  );
  return (
    <SignedIn waiting={waiting()}>
      <Frame>
        <ErrorBoundary fallback={(error: unknown, reset) => <BrokenInside error={error} reset={reset} />}>
          <Suspense fallback={<Skeleton rows={4} />}>{props.children}</Suspense>
        </ErrorBoundary>
      </Frame>
    </SignedIn>
  );
}

function Frame(props: ParentProps): JSX.Element {
  const app = useApp();
  const routing = useIsRouting();
  return (
    <>
      <a class="skip" href="#main" target="_self">{words.skip}</a>
      <Show when={routing()}>
        <div class="going" aria-hidden="true" />
      </Show>
      <div class="shell">
        <Side />
        <div class="beside">
          <TopBar />
          <main class="page" id="main" tabIndex={-1} aria-busy={routing()}>
            <Show when={!app.online() && app.session.me()}>
              <OfflineNote />
            </Show>
            <Show when={app.session.me()}>
              <FallbackNote />
            </Show>
            {props.children}
          </main>
        </div>
      </div>
      <BottomBar />
    </>
  );
}

/** Keeps asking in the background, so that the page goes on by itself. */
function OfflineNote(): JSX.Element {
  const { home } = useApp();
  const timer = setInterval(() => home.refetch(), againMs);
  onCleanup(() => clearInterval(timer));
  return (
    <div class="offline">
      <Banner tone="warn" icon="wifi-off" alert>
        <p>
          <b>{words.offline}</b> {words.offlineNext}
        </p>
      </Banner>
    </div>
  );
}

/** A broken page leaves the navigation standing; going elsewhere clears it. */
function BrokenInside(props: { error: unknown; reset: () => void }): JSX.Element {
  const location = useLocation();
  const broken = location.pathname;
  createEffect(() => {
    if (location.pathname !== broken) props.reset();
  });
  return <Broken error={props.error} onRetry={props.reset} />;
}
