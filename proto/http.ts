import type { z } from "zod";
import { account } from "./http/account.ts";
import { admin } from "./http/admin.ts";
import { grinds } from "./http/grinds.ts";
import { home } from "./http/home.ts";
import { interviews } from "./http/interviews.ts";
import { keeping } from "./http/keeping.ts";
import type { Contract } from "./http/shared.ts";
import { sessions } from "./http/sessions.ts";
import { takes } from "./http/takes.ts";
import { tasks } from "./http/tasks.ts";
import { transcripts } from "./http/transcripts.ts";

/** The whole REST surface below /api/v1. The server must serve each line; the page's client is typed by it. */
export const http = {
  ...account,
  ...home,
  ...grinds,
  ...tasks,
  ...sessions,
  ...interviews,
  ...takes,
  ...keeping,
  ...transcripts,
  ...admin,
};

export type Http = typeof http;
export type RouteName = keyof Http;

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Sent<T> = T extends z.ZodType ? z.input<T> : undefined;
type Part<N extends RouteName, P extends keyof Contract> = P extends keyof Http[N] ? Http[N][P] : undefined;

/** The file of a form, as it comes in; to be read once. */
type File = { readonly file: AsyncIterable<Uint8Array> };

/** What the server's work is given, after checks. */
export type Params<N extends RouteName> = Parsed<Part<N, "params">>;
export type Query<N extends RouteName> = Parsed<Part<N, "query">>;
export type Body<N extends RouteName> = Http[N] extends { bytes: number } ? Uint8Array
  : Http[N] extends { form: { fields: infer F } } ? Parsed<Part<N, "body">> | (Parsed<F> & File)
  : Parsed<Part<N, "body">>;
/** What a caller may send. */
export type SentParams<N extends RouteName> = Sent<Part<N, "params">>;
export type SentQuery<N extends RouteName> = Sent<Part<N, "query">>;
export type SentBody<N extends RouteName> = Http[N] extends { bytes: number } ? Uint8Array : Sent<Part<N, "body">>;
/** What comes back. */
export type Answer<N extends RouteName> = Http[N]["answer"] extends z.ZodType ? z.output<Http[N]["answer"]> : undefined;
