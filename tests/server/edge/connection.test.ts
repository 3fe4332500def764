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
