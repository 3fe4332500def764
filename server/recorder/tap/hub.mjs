// What is open: the logs by name and the streams by SSRC, and whose wish they were.
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { monotonicUs, TakeClock } from "./clock.mjs";
import { diskTrouble } from "./disk.mjs";
import { LogTrouble } from "./format.mjs";
import { openLog } from "./open-log.mjs";
import { isRtcp, senderReports, ssrcOf } from "./rtp.mjs";
import { makesSense } from "./wishes.mjs";

/** What all logs together may keep in memory while a disk is slow. */
const memoryAllowed = 32 * 1024 * 1024;

/** @typedef {{ say(what: object): void }} Guest who is at the other end of a control line */

/** Brings packets and wishes to their logs. */
export class Hub {
  #folder;
  #logs = new Map();
  #routes = new Map();
  #clocks = new Map();
  #asked = 0;
  #memory = { bytes: 0, allowed: memoryAllowed };

  /** @param {string} folder where the logs are */
  constructor(folder) {
    this.#folder = folder;
  }

  /** Whether there is anything for `tick` to do. */
  get idle() {
    for (const { file } of this.#logs.values()) if (file && !file.idle) return false;
    return true;
  }

  /** Somebody waits for a log or a stream, and people with them who are not heard before. */
  get asked() {
    return this.#asked > 0;
  }

  /** @param {Guest} guest @param {Record<string, unknown>} wish */
  async wish(guest, wish) {
    const waited = wish?.is === "open" || wish?.is === "route" ? 1 : 0;
    this.#asked += waited;
    await this.#fulfil(guest, wish).finally(() => this.#asked -= waited);
  }

  async #fulfil(guest, wish) {
    const refuse = (code) => wish?.n !== undefined && guest.say({ is: "refused", n: wish.n, code });
    if (!makesSense(wish)) return refuse("bad-wish");
    try {
      const code = await this.#do(guest, wish);
      if (code) refuse(code);
      else if (wish.n !== undefined) guest.say({ is: "done", n: wish.n });
    } catch (error) {
      if (error instanceof LogTrouble) refuse(error.code);
      else refuse(error.code === "locked" ? "locked" : diskTrouble(error));
    }
  }

  /** A datagram and the port that it came from. @param {Buffer} datagram @param {number} fromPort @param {number} atMs */
  datagram(datagram, fromPort, atMs) {
    if (isRtcp(datagram)) {
      for (const { ssrc, ntp, rtpTime } of senderReports(datagram)) {
        const route = this.#route(ssrc, fromPort);
        if (route) route.log.file.report(route.log.clock.us(atMs), ntp, rtpTime);
      }
      return;
    }
    const route = this.#route(ssrcOf(datagram), fromPort);
    if (route) route.log.file.packet(route.log.clock.us(atMs), datagram);
  }

  /** @param {number} nowMs what `performance.now()` says */
  tick(nowMs) {
    let together = false;
    for (const { file, clock } of this.#logs.values()) together ||= file?.due(clock.us(nowMs)) ?? false;
    for (const { file, clock } of this.#logs.values()) file?.tick(nowMs, clock.us(nowMs), together);
  }

  /** Tells each guest how far its logs are on disk, where that changed. */
  tell() {
    const news = new Map();
    for (const { file, guest, takeId, trackId } of this.#logs.values()) {
      const durable = file?.news();
      if (!durable) continue;
      const { bytes, uptoUs, packets } = durable;
      const theirs = news.get(guest) ?? [];
      news.set(guest, theirs);
      theirs.push({ takeId, trackId, bytes, uptoMs: Math.floor(uptoUs / 1_000), packets });
    }
    for (const [guest, logs] of news) guest.say({ is: "durable", logs });
  }

  /** Closes what a guest opened; resolves when all of it is durable. @param {Guest} [guest] without one: everything */
  async leave(guest) {
    const theirs = [...this.#logs.values()].filter((it) => !guest || it.guest === guest);
    await Promise.all(theirs.map((it) => this.#close(it)));
  }

  #route(ssrc, fromPort) {
    const route = this.#routes.get(ssrc);
    return route?.fromPort === fromPort ? route : undefined;
  }

  #do(guest, wish) {
    switch (wish.is) {
      case "open":
        return this.#open(guest, wish);
      case "route":
        return this.#feed(guest, wish);
      case "unroute":
        return this.#unfeed(guest, wish.ssrc);
      case "mark":
      case "note": {
        const log = this.#mine(guest, wish);
        log?.file?.text(wish.is, log.clock.us(), wish[wish.is]);
        return log ? undefined : "unknown";
      }
      default:
        return this.#closeAll(guest, wish);
    }
  }

  #mine(guest, { takeId, trackId }) {
    const log = this.#logs.get(`${takeId}/${trackId}`);
    return log?.guest === guest ? log : undefined;
  }

  async #open(guest, { takeId, trackId, kind, openedAtMs, key }) {
    const name = `${takeId}/${trackId}`;
    const there = this.#logs.get(name);
    if (there && (there.guest !== guest || !there.file)) return "locked";
    // The same again is fine; one that was ended is tried anew.
    if (there && !there.file.ended) return undefined;
    if (there) await there.file.close(performance.now());
    const clock = this.#clocks.get(takeId) ?? new TakeClock(openedAtMs);
    this.#clocks.set(takeId, clock);
    const opening = openLog({
      path: join(this.#folder, takeId, `${trackId}.log`),
      key: Buffer.from(key, "base64"),
      head: { takeId, trackId, kind, openedAtMs },
      clock,
      memory: this.#memory,
      said: (trouble) => guest.say({ is: "trouble", takeId, trackId, ...trouble }),
    });
    const log = { guest, takeId, trackId, clock, opening, file: undefined };
    this.#logs.set(name, log);
    try {
      log.file = await opening;
    } catch (error) {
      this.#forget(log);
      throw error;
    }
    const { cutBytes } = log.file;
    const mark = { is: "opened", monotonicUs: monotonicUs(), ...(cutBytes > 0 ? { cutBytes } : {}) };
    log.file.text("mark", clock.us(), mark);
    return undefined;
  }

  #feed(guest, { ssrc, fromPort, payloadType, codec, ...wish }) {
    const log = this.#mine(guest, wish);
    if (!log?.file) return "unknown";
    const there = this.#routes.get(ssrc);
    if (there && there.log !== log) return "taken";
    this.#routes.set(ssrc, { log, fromPort });
    if (!there) log.file.text("mark", log.clock.us(), { is: "fed", ssrc, payloadType, codec });
    return undefined;
  }

  #unfeed(guest, ssrc) {
    const route = this.#routes.get(ssrc);
    if (route?.log.guest !== guest) return "unknown";
    this.#routes.delete(ssrc);
    route.log.file.text("mark", route.log.clock.us(), { is: "unfed" });
    return undefined;
  }

  async #closeAll(guest, { takeId, trackId }) {
    const meant = [...this.#logs.values()].filter((it) =>
      it.guest === guest && it.takeId === takeId && (trackId === undefined || it.trackId === trackId)
    );
    await Promise.all(meant.map((it) => this.#close(it)));
  }

  async #close(log) {
    for (const [ssrc, route] of this.#routes) if (route.log === log) this.#routes.delete(ssrc);
    // Who asked to open it hears what is wrong with it.
    const file = await log.opening.catch(() => undefined);
    await file?.close(performance.now());
    this.#forget(log);
  }

  #forget(log) {
    const name = `${log.takeId}/${log.trackId}`;
    if (this.#logs.get(name) === log) this.#logs.delete(name);
    if (![...this.#logs.values()].some((it) => it.takeId === log.takeId)) this.#clocks.delete(log.takeId);
  }
}
