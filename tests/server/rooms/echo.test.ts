import { expect, it } from "vitest";
import { Echoes } from "../../../server/rooms/echo.ts";
import { fakeTime } from "../../kit/clock.ts";
import { openPool, openRoom } from "../../kit/rtc-room.ts";

const fiveMinutes = 5 * 60_000;

it("closes after five minutes, says so to who asks then, and is free for somebody again", async () => {
  const pool = await openPool();
  const time = fakeTime();
  const echoes = new Echoes(() => openRoom(pool, { alone: true }), time.alarm);
  try {
    const mine = await Promise.all([1, 2, 3, 4].map(() => echoes.open("ann")));
    await expect(echoes.open("ann")).rejects.toMatchObject({ code: "too-many" });
    await time.live(fiveMinutes - 1);
    const [first] = mine;
    await first?.media.enter("ann");
    await time.live(1);
    await expect(first?.media.enter("ann")).rejects.toMatchObject({ code: "closed" });
    await (await echoes.open("ann")).close();
    expect(time.waiting()).toBe(0);
  } finally {
    await echoes.close();
    await pool.close();
  }
});
