import type { RouteDefinition } from "@solidjs/router";
import { type Component, lazy } from "solid-js";
import { fresh } from "./kit/fresh.ts";
import { Shell } from "./pages/shell/shell.tsx";

/** A page that is fetched when somebody goes there. */
function page<K extends string>(load: () => Promise<Record<K, Component>>, name: K): Component {
  return lazy(async () => ({ default: (await fresh(load))[name] }));
}

const gallery = import.meta.env.DEV || import.meta.env["VITE_GALLERY"] === "1";

const outside: RouteDefinition[] = [
  { path: "/sign-in", component: page(() => import("./pages/auth/sign-in.tsx"), "SignIn") },
  { path: "/sign-up", component: page(() => import("./pages/auth/sign-up.tsx"), "SignUp") },
  { path: "/forgot", component: page(() => import("./pages/auth/forgot.tsx"), "Forgot") },
  { path: "/reset", component: page(() => import("./pages/auth/reset.tsx"), "Reset") },
  { path: "/verify-email", component: page(() => import("./pages/auth/verify-email.tsx"), "VerifyEmail") },
  { path: "/invite", component: page(() => import("./pages/invite/invite.tsx"), "Invite") },
];

const inside: RouteDefinition[] = [
  { path: "/", component: page(() => import("./pages/home/home.tsx"), "Home") },
  { path: "/grinds", component: page(() => import("./pages/grinds/list.tsx"), "Grinds") },
  { path: "/grinds/new", component: page(() => import("./pages/grinds/new.tsx"), "NewGrind") },
  { path: "*rest", component: page(() => import("./pages/not-found.tsx"), "NotFound") },
];

const development: RouteDefinition[] = [];

/** Every address of the page. What is inside asks who one is first. */
export const routes: RouteDefinition[] = [...outside, ...development, { path: "/", component: Shell, children: inside }];
