import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io } from "socket.io-client";
import { expect, it } from "vitest";
import { closeSockets, openSockets, signOut } from "../../../server/edge/sockets.ts";
import { until } from "../../kit/until.ts";

const asker = { deviceId: "device", personId: "person", name: "Uma", admin: false };

it("a device that is signed out after it was looked up and before it is in does not stay in", async () => {
  const http = createServer();
  let looks = 0;
  let signedOut = false;
  const sockets = openSockets({
    http,
    door: { publicUrl: null, tls: false, trustedProxies: 0 },
    who: () => {
      // Once to be let knock, once to be known.
      if (++looks !== 2) return Promise.resolve(signedOut ? null : asker);
      signedOut = true;
      signOut(sockets, [asker.deviceId]);
      return Promise.resolve(asker);
    },
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const cookie = `grindstone=${"a".repeat(43)}`;
  const page = io(url, { transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { cookie } });
  const told: string[] = [];
  page.on("connect", () => told.push("in")).on("disconnect", (why) => told.push(why));
  try {
    await until(() => told.length === 2);
    expect(told).toEqual(["in", "io server disconnect"]);
    expect(looks).toBe(3);
  } finally {
    page.close();
    await closeSockets(sockets);
    http.close();
  }
});
