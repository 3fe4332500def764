import { Router, useLocation } from "@solidjs/router";
import { createEffect, ErrorBoundary, type JSX, on, onMount, type ParentProps, Suspense } from "solid-js";
import { OnlineContext } from "./kit/online.ts";
import { makePageFocus, PageFocusContext } from "./kit/page-focus.ts";
import { Broken } from "./pages/broken.tsx";
import { AppContext, createAppState } from "./state/app-state.ts";
import { routes } from "./routes.tsx";
import { Skeleton } from "./ui/skeleton.tsx";
import { Toasts } from "./ui/toasts.tsx";

/** The whole page: shared state, the routes, and what is shown when one of them breaks. */
export function App(): JSX.Element {
  const app = createAppState();
  onMount(() => void app.session.find());
  return (
    <AppContext.Provider value={app}>
      <OnlineContext.Provider value={app.online}>
        <Router root={Root}>{routes}</Router>
      </OnlineContext.Provider>
      <Toasts shown={app.toasts.shown()} onDismiss={app.toasts.dismiss} onHold={app.toasts.hold} />
    </AppContext.Provider>
  );
}

function Root(props: ParentProps): JSX.Element {
  const location = useLocation();
  const focus = makePageFocus(document);
  createEffect(on(() => location.pathname, () => focus.expect(), { defer: true }));
  return (
    <PageFocusContext.Provider value={focus}>
      <ErrorBoundary
        fallback={(error: unknown, reset) => (
          <main class="page" id="main">
            <Broken error={error} onRetry={reset} />
          </main>
        )}
      >
        <Suspense
          fallback={
            <div class="page">
              <Skeleton />
            </div>
          }
        >
          {props.children}
        </Suspense>
      </ErrorBoundary>
    </PageFocusContext.Provider>
  );
}
