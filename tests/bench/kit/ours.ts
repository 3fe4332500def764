import { startBeside } from "./lines.ts";
import type { Sfu } from "./sfu.ts";

type Call<W, A> = { readonly wish: W; readonly answer: A };

/** What our SFU in its own process can be asked. */
export type OurCalls = {
  readonly publish: Call<{ readonly offer: string; readonly ssrc: number }, { readonly answer: string }>;
  readonly listen: Call<null, { readonly personId: string; readonly offer: string }>;
  readonly accept: Call<{ readonly personId: string; readonly answer: string }, null>;
  readonly facts: Call<null, { readonly workerPid: number; readonly version: string }>;
};
export type OurSfu = Sfu & { readonly workerPid: number };

/** Starts our SFU on the runtime that serves. */
export async function startOurs({ address, port }: { address: string; port: number }): Promise<OurSfu> {
  const file = new URL("our-sfu.ts", import.meta.url).pathname;
  const args = ["run", "-A", "--node-modules-dir=manual", file, address, `${port}`];
  const beside = startBeside<OurCalls>("node_modules/deno/deno", args);
  return {
    name: "grindstone",
    ...await beside.ask("facts", null),
    pid: beside.pid,
    publish: (offer, ssrc) => beside.ask("publish", { offer, ssrc }),
    async listen() {
      const { personId, offer } = await beside.ask("listen", null);
      return { offer, accept: async (answer) => void await beside.ask("accept", { personId, answer }) };
    },
    close: () => beside.close(),
  };
}
