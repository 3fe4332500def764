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
  { path: "/grinds/:id/tasks/new", component: page(() => import("./pages/editor/new-task.tsx"), "NewTask") },
  { path: "/grinds/:id/:tab?", component: page(() => import("./pages/grind/grind.tsx"), "GrindPage") },
  { path: "/tasks", component: page(() => import("./pages/tasks/catalogue.tsx"), "Catalogue") },
  { path: "/tasks/:id", component: page(() => import("./pages/tasks/task.tsx"), "TaskPage") },
  { path: "/tasks/:id/edit", component: page(() => import("./pages/editor/edit-task.tsx"), "EditTask") },
  { path: "/interviews", component: page(() => import("./pages/interviews/history.tsx"), "History") },
  { path: "/interviews/heard", component: page(() => import("./pages/interviews/heard.tsx"), "HeardPage") },
  { path: "/interviews/:id", component: page(() => import("./pages/interviews/interview.tsx"), "InterviewPage") },
  { path: "/interviews/:id/part", component: page(() => import("./pages/interviews/part.tsx"), "PartPage") },
  { path: "/doctor", component: page(() => import("./pages/doctor/entry.tsx"), "Doctor") },
  { path: "/notifications", component: page(() => import("./pages/notifications/notifications.tsx"), "Notifications") },
  { path: "/account", component: page(() => import("./pages/account/account.tsx"), "Account") },
  { path: "/admin/:tab?", component: page(() => import("./pages/admin/admin.tsx"), "Admin") },
  { path: "*rest", component: page(() => import("./pages/not-found.tsx"), "NotFound") },
];

/** A session fills the window: no list at the side takes room from the people. */
const live: RouteDefinition[] = [{
  path: "/sessions/:id",
  component: page(() => import("./pages/room/real.tsx"), "LiveSession"),
  children: [
    { path: "/", component: page(() => import("./pages/room/room.tsx"), "RoomPage") },
    { path: "/check", component: page(() => import("./pages/prejoin/check.tsx"), "CheckPage") },
  ],
}];

const development: RouteDefinition[] = gallery
  ? [
    { path: "/gallery", component: page(() => import("./pages/gallery/gallery.tsx"), "Gallery") },
    { path: "/gallery/:what/:state", component: page(() => import("./pages/gallery/live-gallery.tsx"), "LiveGallery") },
  ]
  : [];

/** Every address of the page. What is inside asks who one is first. */
export const routes: RouteDefinition[] = [...outside, ...live, ...development, {
  path: "/",
  component: Shell,
  children: inside,
}];
