import { Buffer } from "node:buffer";

/** A part of a form; with a name for its file it is one. */
export type FormPart = { readonly name: string; readonly value: string | Uint8Array; readonly filename?: string };

export const boundary = "------------------------d74496d66958873e";
export const formType = `multipart/form-data; boundary=${boundary}`;

/** What curl -F sends, with its last line left away unless it is `whole`. */
export function formOf(parts: readonly FormPart[], { whole = true } = {}): Buffer {
  const lines = parts.flatMap(({ name, value, filename }) => [
    `--${boundary}\r\n`,
    `Content-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n`,
    filename === undefined ? "" : "Content-Type: application/octet-stream\r\n",
    "\r\n",
    value,
    "\r\n",
  ]);
  return Buffer.concat([...lines, whole ? `--${boundary}--\r\n` : ""].map((it) => Buffer.from(it)));
}
