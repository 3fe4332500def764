import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";
import { root } from "../../server/native/places.mjs";
import { password, type Person } from "./server.ts";

type Hop = { readonly name: string; readonly target?: string; readonly state: string; readonly found: string };
/** What the command said and how it ended. */
export type Said = { readonly code: number | null; readonly words: string };
/** What it found, as it says with `--json`. */
export type Findings = Said & {
  readonly ok: boolean;
  readonly hops: readonly Hop[];
  readonly first: { readonly name: string; readonly target?: string; readonly whatToDo: string } | null;
};

const node = path.join(root, "node_modules", ".bin", "node");

/** Runs the doctor as somebody at a terminal does; the clone's own settings do not reach it. */
export async function doctor(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
  const inside = { PATH: process.env.PATH, PUBLIC_URL: "", DOCTOR_EMAIL: "", DOCTOR_PASSWORD: "", ...env };
  const child = spawn(node, [path.join(root, "server", "doctor.mjs"), ...args], { env: inside });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => words += String(chunk));
  const [code] = await once(child, "close") as [number | null];
  return { code, words };
}

/** What it finds at this address. */
export async function examine(url: string, env: Readonly<Record<string, string>> = {}): Promise<Findings> {
  const said = await doctor([url, "--json"], env);
  return { ...JSON.parse(said.words) as Findings, ...said };
}

/** The settings with which it signs in as somebody. */
export function accountOf({ email }: Person): Record<string, string> {
  return { DOCTOR_EMAIL: email, DOCTOR_PASSWORD: password };
}

/** Every hop with how it is. */
export function states({ hops }: Findings): string[] {
  return hops.map((it) => `${it.name} ${it.state}`);
}
