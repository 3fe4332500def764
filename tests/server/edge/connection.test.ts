import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { startServer } from "../../kit/server.ts";

describe("how media reaches this server", () => {
  it("is told to who asks: a port for each worker, where to send, and whether there is a relay", async () => {
    const server = await startServer({
      env: {
        RTC_WORKERS: "2",
        RTC_ANNOUNCED_ADDRESS: "203.0.113.9",
        TURN_URLS: "turn:turn.example:3478",
        TURN_SECRET: "a secret of some length for turn",
      },
    });
    try {
      const { ports, address, turn } = await (await server.known("Nova")).get("/connection");
      expect(ports).toHaveLength(2);
      expect(ports.every((it) => it > 0)).toBe(true);
      expect([address, turn]).toEqual(["203.0.113.9", true]);
      // The page is behind its proxy, on this machine alone; media does not go through that.
      expect(await Promise.all(ports.map(listenedAt))).toEqual(["0.0.0.0", "0.0.0.0"]);
    } finally {
      await server.close();
    }
  });

  it("leaves the address open where the page's own will do", async () => {
    const server = await startServer();
    try {
      const answer = await (await server.known("Nova")).get("/connection");
      expect(answer).toEqual({ ports: [expect.any(Number)], address: null, turn: false, interviewer: null });
    } finally {
      await server.close();
    }
  });
});

/** The address that somebody on this machine receives UDP at on this port, as the kernel says. */
async function listenedAt(port: number): Promise<string | undefined> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const lines = (await readFile("/proc/net/udp", "utf8")).split("\n").map((it) => it.trim().split(/\s+/));
  const local = lines.find(([, it]) => it?.endsWith(wanted))?.[1];
  return local?.slice(0, 8).match(/../g)?.toReversed().map((it) => Number.parseInt(it, 16)).join(".");
}
