import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { buffer } from "node:stream/consumers";
import { ensureBzip2 } from "../../server/native/bzip2.mjs";

/** One thing in an archive; `kind` as tar writes it: "0" a file, "5" a folder, "2" a link. */
export type Entry = {
  readonly name: string;
  readonly body?: Uint8Array;
  readonly kind?: string;
  readonly link?: string;
};

/** A tar archive of just these, also of what no honest archive holds. */
export function tarOf(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(({ name, body = new Uint8Array(0), kind = "0", link = "" }) => {
    const head = Buffer.alloc(512);
    head.write(name.slice(0, 100), 0);
    head.write("0000644\0", 100);
    head.write(`${body.length.toString(8).padStart(11, "0")}\0`, 124);
    head.write("        ", 148);
    head.write(kind, 156);
    head.write(link, 157);
    head.write("ustar\x0000", 257, "latin1");
    const sum = head.reduce((total, it) => total + it, 0);
    head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [head, Buffer.from(body), Buffer.alloc((512 - body.length % 512) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

export async function bzip2(bytes: Uint8Array): Promise<Buffer> {
  const { program, env } = await ensureBzip2();
  const child = spawn(program, ["-c"], { env, stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.end(bytes);
  return await buffer(child.stdout);
}
