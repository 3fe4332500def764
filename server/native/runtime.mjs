// The command that runs the server: Deno inside its fence, or Node without one.
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { denoFlags } from "./permissions.mjs";
import { denoBin } from "./places.mjs";
import { Trouble } from "./trouble.mjs";

/**
 * @param {Readonly<Record<string, string | undefined>>} env the server's own environment
 * @param {{ root: string, runtime?: string, node?: { version: string, path: string }, entry?: string }} options
 */
export function serverCommand(
  env,
  { root, runtime = "deno", node = ourNode(root), entry = join(root, "server", "main.ts") },
) {
  if (runtime === "deno" || runtime === "") {
    return {
      program: denoBin,
      args: ["run", ...denoFlags(env, { root, worker: env.MEDIASOUP_WORKER_BIN ?? "" }), entry],
    };
  }
  if (runtime !== "node") throw new Trouble("GRINDSTONE_RUNTIME is neither deno nor node: correct it or leave it out.");
  if (Number(node.version.split(".")[0]) < 24) {
    throw new Trouble(
      `GRINDSTONE_RUNTIME=node needs Node 24 or later and this is ${node.version}: leave it out to run on Deno.`,
    );
  }
  return {
    program: node.path,
    args: [entry],
    notice: "The server runs on Node, without Deno's fence: it may touch whatever you may.",
  };
}

/** The Node 24 that tests bring along, when it is there; else the one that runs us. */
function ourNode(root) {
  const path = join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node");
  return existsSync(path) ? { version: "24", path } : { version: process.versions.node, path: process.execPath };
}
