// One log while it is written. Blocks wait in memory until the disk has them for good; when it does not take them in time,
// packets are left out, which the log says of itself, and when that goes on for long the log is ended.
import { Buffer } from "node:buffer";
import { BlockWriter } from "./block.mjs";
import { diskTrouble } from "./disk.mjs";
import { Spool } from "./spool.mjs";

export const times = {
  /** A block is closed so long after its first record. Higher costs less, and a killed tap loses more. */
  blockMs: 200,
  /** What waits for so long is made durable. Higher costs less, and a power cut takes more. */
  syncMs: 700,
  /** Between tries after the disk refused. */
  retryMs: 1_000,
  /** What waits for longer is said. */
  lateMs: 2_000,
  /** So long packets may be left out before the log is ended. */
  giveUpMs: 30_000,
  /** So long a closing log waits for its disk. */
  closeMs: 10_000,
};
/** @typedef {{ bytes: number, uptoUs: number, packets: number }} Durable */

/** Appends to one log. Nothing here waits: `tick` moves things on, and is to be called every few milliseconds. */
export class LogFile {
  /** What a crash had left behind where it goes on, and was cut off. */
  cutBytes;
  #disk;
  #block;
  #spool;
  #said;
  #durable;
  #busy = false;
  #retryMs = 0;
  #error = "";
  #stage = "";
  #dropped = 0;
  #droppingMs = 0;
  #marks = [];
  #closing;
  #closed;
  #changed = false;

  /**
   * @param {{
   *   disk: import("./disk.mjs").Disk, key: Buffer, head: Buffer, number: number, bytes: number, packets: number,
   *   cutBytes?: number, memory: { bytes: number, allowed: number }, said: (trouble: { code: string, stage: string }) => void,
   * }} options `bytes`: where the next block goes; `memory`: what all logs keep together
   */
  constructor({ disk, key, head, number, bytes, packets, cutBytes = 0, memory, said }) {
    this.cutBytes = cutBytes;
    this.#disk = disk;
    this.#block = new BlockWriter({ key, head, number });
    this.#spool = new Spool(memory);
    this.#said = said;
    this.#durable = { bytes, uptoUs: 0, packets };
  }

  /** Whether it takes nothing any more. */
  get ended() {
    return this.#stage === "ended" || this.#closing !== undefined;
  }

  /** Whether `tick` has anything to do. */
  get idle() {
    const empty = this.#block.empty && this.#spool.empty;
    return empty && !this.#closing && this.#dropped === 0 && !this.#changed;
  }

  /** How far it is on disk, once for each time that changed. @returns {Durable | undefined} */
  news() {
    if (!this.#changed) return undefined;
    this.#changed = false;
    return this.#durable;
  }

  /** @param {number} atUs @param {Uint8Array} rtp */
  packet(atUs, rtp) {
    if (this.#takes()) this.#block.packet(atUs, rtp);
    if (this.#block.full) this.#seal();
  }

  /** @param {number} atUs @param {bigint} ntp @param {number} rtpTime */
  report(atUs, ntp, rtpTime) {
    if (this.#takes()) this.#block.report(atUs, ntp, rtpTime);
  }

  /** @param {"mark" | "note"} kind @param {number} atUs @param {unknown} value */
  text(kind, atUs, value) {
    // What becomes of a stream is known even where its packets are not.
    if (kind === "mark" && this.#dropped > 0) this.#marks.push(value);
    else if (this.#takes()) this.#block.text(kind, atUs, Buffer.from(JSON.stringify(value)));
    if (this.#block.full) this.#seal();
  }

  /** Whether something has waited long enough to be made durable, and the disk is not at it. @param {number} nowUs the take's clock */
  due(nowUs) {
    const waits = nowUs - (this.#spool.oldestUs ?? Infinity);
    return waits >= times.syncMs * 1_000 && !this.#busy && !this.#error;
  }

  /**
   * Does what is due. @param {number} nowMs a monotonic clock @param {number} nowUs the take's
   * @param {boolean} together another log is being made durable: doing it at once costs the disk little more
   */
  tick(nowMs, nowUs, together = false) {
    if (this.#stage === "ended" || this.#closed) return;
    if (!this.#block.empty && (this.#closing || nowUs - this.#block.firstUs >= times.blockMs * 1_000)) this.#seal();
    if (this.#dropped > 0) this.#whileDropping(nowMs, nowUs);
    this.#judge(nowUs);
    if (this.#closing && nowMs - this.#closing.sinceMs > times.closeMs) return this.#end();
    if (!this.#busy && nowMs >= this.#retryMs) this.#work(nowMs, nowUs, together);
  }

  /** Takes nothing more; resolves when all is durable and the file closed, or the disk did not take it in time. @param {number} nowMs */
  close(nowMs) {
    if (this.#stage === "ended") return Promise.resolve();
    this.#closing ??= closing(nowMs);
    return this.#closing.promise;
  }

  #takes() {
    if (this.ended) return false;
    if (this.#dropped === 0) return true;
    this.#dropped++;
    return false;
  }

  #judge(nowUs) {
    const waits = nowUs - (this.#spool.oldestUs ?? nowUs);
    if (waits > times.lateMs * 1_000) this.#say("late");
    else if (this.#dropped === 0 && !this.#error) this.#say("over");
  }

  #seal() {
    const { firstUs } = this.#block;
    if (this.#spool.full) this.#dropped += Math.max(1, this.#block.drop());
    else this.#spool.push({ ...this.#block.seal(), firstUs });
  }

  #whileDropping(nowMs, nowUs) {
    if (this.#droppingMs === 0) this.#droppingMs = nowMs;
    this.#say("dropping");
    if (this.#spool.empty) {
      const packets = this.#dropped;
      this.#dropped = 0;
      this.#droppingMs = 0;
      for (const it of [{ is: "dropped", packets }, ...this.#marks.splice(0)]) this.text("mark", nowUs, it);
    } else if (nowMs - this.#droppingMs > times.giveUpMs) this.#end();
  }

  #work(nowMs, nowUs, together) {
    const { unwrittenUs } = this.#spool;
    if (unwrittenUs !== undefined) this.#write(nowMs);
    else if (this.#closing || together || this.#error ? !this.#spool.empty : this.due(nowUs)) this.#sync(nowMs, nowUs);
    else if (this.#closing && this.#block.empty) this.#finish();
  }

  #write(nowMs) {
    const { bytes, behind, done } = this.#spool.next();
    this.#busy = true;
    this.#put(bytes, this.#durable.bytes + behind, (error) => {
      this.#busy = false;
      if (this.#stage === "ended") this.#finish();
      else if (error) this.#failed(error, nowMs);
      else done();
    });
  }

  /** A disk that is nearly full takes a part; the next try says why. */
  #put(bytes, at, then) {
    this.#disk.write(bytes, at, (error, written) => {
      if (error || written === bytes.length) then(error);
      else this.#put(bytes.subarray(written), at + written, then);
    });
  }

  #sync(nowMs, nowUs) {
    const { written } = this.#spool;
    const uptoUs = this.#block.empty ? nowUs : this.#block.firstUs;
    this.#busy = true;
    this.#disk.sync((error) => {
      this.#busy = false;
      if (this.#stage === "ended") return this.#finish();
      if (error) return this.#failed(error, nowMs);
      const more = this.#spool.release(written);
      this.#durable = {
        bytes: this.#durable.bytes + more.bytes,
        packets: this.#durable.packets + more.packets,
        uptoUs,
      };
      this.#changed = true;
      this.#error = "";
    });
  }

  /** What a failed sync was about may be gone from the file: all that is not durable is written again. */
  #failed(error, nowMs) {
    this.#error = diskTrouble(error);
    this.#spool.rewrite();
    this.#retryMs = nowMs + times.retryMs;
    this.#say("late");
  }

  #say(stage) {
    const rank = ["over", "late", "dropping", "ended"];
    const now = this.#stage || "over";
    if (stage === now || (stage !== "over" && rank.indexOf(stage) < rank.indexOf(now))) return;
    this.#stage = stage === "over" ? "" : stage;
    this.#said({ code: this.#error || "disk-slow", stage });
  }

  #end() {
    this.#block.drop();
    this.#spool.clear();
    this.#say("ended");
    // A disk that hangs keeps its file open; nobody waits for that.
    if (this.#busy) this.#closing?.done();
    else this.#finish();
  }

  #finish() {
    const done = () => this.#closing?.done();
    this.#closed ??= this.#disk.close().then(done, done);
  }
}

function closing(sinceMs) {
  let done = () => {};
  const promise = new Promise((resolve) => done = resolve);
  return { sinceMs, promise, done };
}
