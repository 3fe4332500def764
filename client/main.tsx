import { render } from "solid-js/web";
import { App } from "./app.tsx";
import "./styles/tokens.css";
import "./styles/base.css";

const place = document.getElementById("app");
// public/old.js takes the place away where the page cannot run.
if (place) render(() => <App />, place);

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // Without it the page works the same, only not offline; plain http and private windows refuse it.
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}
