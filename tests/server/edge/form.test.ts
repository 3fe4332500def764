import { describe, expect, it } from "vitest";
import { isForm, readForm } from "../../../server/edge/form.ts";
import { Chance } from "../../kit/chance.ts";
import { boundary, formOf, type FormPart, formType } from "../../kit/form.ts";

async function* inChunks(bytes: Uint8Array, next: () => number): AsyncGenerator<Uint8Array> {
  for (let at = 0, size = next(); at < bytes.length; at += size, size = next()) yield bytes.subarray(at, at + size);
}
type Sent = { type?: string; most?: number; length?: number; next?: () => number };
const read = async (sent: Uint8Array, { type = formType, most = 1_000, length = NaN, next = () => 7 }: Sent = {}) => {
  const { fields, file } = await readForm({ contentType: type, length }, inChunks(sent, next), most);
  const pieces: Uint8Array[] = [];
  for await (const it of file) pieces.push(it);
  return {
    fields,
    file: Buffer.concat(pieces).toString("latin1"),
    longest: Math.max(0, ...pieces.map((it) => it.length)),
  };
};
const drain = async (file: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const _ of file);
};
const song: FormPart = { name: "file", value: "la la la", filename: "song.webm" };

describe("a form with a file", () => {
  it("gives what stands before the file, and the file byte by byte", async () => {
    const sent = formOf([{ name: "sinceMs", value: "200" }, { name: "é", value: "ü" }, song]);
    expect(await read(sent)).toMatchObject({ fields: { sinceMs: "200", é: "ü" }, file: "la la la" });
  });

  it("is understood as browsers write it", async () => {
    const form = new FormData();
    form.set("sinceMs", "5");
    form.set("audio", new Blob(["\r\n--no boundary\r\n"]));
    const sent = new Response(form);
    const type = sent.headers.get("content-type") ?? "";
    expect(isForm(type)).toBe(true);
    expect(await read(new Uint8Array(await sent.arrayBuffer()), { type })).toMatchObject({
      fields: { sinceMs: "5" },
      file: "\r\n--no boundary\r\n",
    });
  });

  it("may name its boundary in quotes, and hold nothing in its file", async () => {
    const type = `Multipart/Form-Data; charset=utf-8; boundary="${boundary}"`;
    expect(await read(formOf([{ ...song, value: "" }]), { type })).toMatchObject({ file: "" });
  });

  it("is the same however it is cut on its way, with a file that is nearly all boundary", async () => {
    const chance = new Chance(20_261);
    for (let round = 0; round < 300; round++) {
      const scraps = Array.from({ length: chance.below(12) }, () => {
        const mark = `\r\n--${boundary}`;
        return chance.of(mark.slice(0, chance.below(mark.length)), "\r", "\r\n--", boundary, "\0", "--");
      });
      // A piece that happens to end like a boundary must not make one with what follows.
      const value = scraps.join("x");
      const parts = [{ name: "a", value: "1" }, { ...song, value }];
      const file = (await read(formOf(parts), { next: () => 1 + chance.below(40), most: 10_000 })).file;
      expect(file, JSON.stringify(value)).toBe(value);
    }
  });

  it("is never whole in memory", async () => {
    const value = Buffer.alloc(3_000_000, "\r\n--");
    const { file, longest } = await read(formOf([{ ...song, value }]), { most: 3_000_000, next: () => 65_536 });
    expect([file.length, longest < 70_000]).toEqual([3_000_000, true]);
  });

  it("is refused when it says that it is too large, and as soon as it is", async () => {
    await expect(read(formOf([song]), { length: 200_000 })).rejects.toMatchObject({ code: "too-large" });
    let taken = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      yield formOf([song], { whole: false });
      for (;;) yield Buffer.alloc(++taken && 100);
    };
    const { file } = await readForm({ contentType: formType, length: NaN }, endless(), 1_000);
    await expect(drain(file)).rejects.toMatchObject({ code: "too-large" });
    expect(taken).toBeLessThan(20);
  });

  it.each<[string, Buffer, string?]>([
    ["no file", formOf([{ name: "sinceMs", value: "1" }])],
    ["nothing at all", formOf([])],
    ["an empty body", Buffer.alloc(0)],
    ["two files", formOf([song, song])],
    ["a field after its file", formOf([song, { name: "sinceMs", value: "1" }])],
    ["no end", formOf([song], { whole: false })],
    ["a cut in its head", formOf([song]).subarray(0, 60)],
    ["another boundary", Buffer.from(formOf([song]).toString().replaceAll("d74496", "000000"))],
    ["no boundary in its type", formOf([song]), "multipart/form-data"],
    ["a boundary with a line end", formOf([song]), 'multipart/form-data; boundary="a\r\nb"'],
    ["a part without a name", Buffer.from(formOf([song]).toString().replace('name="file"', ""))],
    ["a head that does not end", Buffer.from(`--${boundary}\r\nx: ${"y".repeat(20_000)}`)],
    ["a field that does not end", formOf([{ name: "a", value: "z".repeat(20_000) }, song])],
    ["fields without end", formOf([...Array.from({ length: 20 }, (_, at) => ({ name: `f${at}`, value: "" })), song])],
    ["a boundary that goes on", Buffer.from(formOf([song]).toString().replace(`${boundary}--`, `${boundary}xx`))],
  ])("is refused with %s", async (_, sent, type = formType) => {
    await expect(read(sent, { type })).rejects.toMatchObject({
      code: "bad-request",
      message: expect.stringContaining("Nothing was kept"),
    });
  });

  it("says that it was cut off when its line broke", async () => {
    const breaking = async function* (): AsyncGenerator<Uint8Array> {
      yield formOf([song], { whole: false });
      throw new Error("ECONNRESET");
    };
    const { file } = await readForm({ contentType: formType, length: NaN }, breaking(), 1_000);
    await expect(drain(file)).rejects.toMatchObject({
      code: "bad-request",
      message: expect.stringContaining("cut off"),
    });
  });
});
