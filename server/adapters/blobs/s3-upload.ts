import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { AppError } from "../../kit/errors.ts";
import type { S3Line } from "./s3-client.ts";
import { s3Code } from "./s3-trouble.ts";

type Parts = { readonly parts: AsyncIterable<Uint8Array>; readonly signal: AbortSignal | undefined };
type Part = { readonly PartNumber: number; readonly ETag: string };

/** An object on its way to the store in parts; it shows there only when the last has come. */
export class S3Upload {
  readonly #line: S3Line;
  readonly #name: string;
  readonly #id: string;
  /** Parts that an earlier upload of the same object brought there, by number. */
  readonly #there: ReadonlyMap<number, string>;
  readonly #sent: Part[] = [];
  #bytes = 0;

  private constructor(line: S3Line, name: string, begun: Begun) {
    [this.#line, this.#name, this.#id, this.#there] = [line, name, begun.id, begun.parts];
  }

  /** Resolves when the object is there. If only the store failed, what has arrived waits there for the next try. */
  static async send(line: S3Line, name: string, { parts, signal }: Parts): Promise<void> {
    const upload = new S3Upload(line, name, await earlier(line, name, signal) ?? await begin(line, name, signal));
    try {
      for await (const part of parts) {
        signal?.throwIfAborted();
        await upload.#part(part, signal);
      }
      signal?.throwIfAborted();
      await upload.#complete(signal);
    } catch (error) {
      const onlyTheStore = error instanceof AppError && error.code === "unavailable" && !signal?.aborted;
      // What stays after all is sealed, shows nowhere, and goes when the object is deleted.
      if (!onlyTheStore) await abort(line, name, upload.#id).catch(() => undefined);
      throw error;
    }
  }

  async #part(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    const PartNumber = this.#sent.length + 1;
    this.#bytes += bytes.length;
    const known = this.#there.get(PartNumber);
    if (known && known.replaceAll('"', "") === createHash("md5").update(bytes).digest("hex")) {
      this.#sent.push({ PartNumber, ETag: known });
      return;
    }
    const command = new UploadPartCommand({
      ...this.#line.key(this.#name),
      UploadId: this.#id,
      PartNumber,
      Body: bytes,
      ContentLength: bytes.length,
    });
    const { ETag = "" } = await this.#line.ask((s3, stop) => s3.send(command, stop), {
      signal,
      withinMs: this.#line.pace.partMs,
    });
    this.#sent.push({ PartNumber, ETag });
  }

  async #complete(signal: AbortSignal | undefined): Promise<void> {
    const MultipartUpload = { Parts: this.#sent };
    const command = new CompleteMultipartUploadCommand({
      ...this.#line.key(this.#name),
      UploadId: this.#id,
      MultipartUpload,
    });
    try {
      // Putting parts together takes a store its time.
      await this.#line.ask((s3, stop) => s3.send(command, stop), { signal, withinMs: this.#line.pace.partMs });
    } catch (error) {
      if (s3Code((error as Error).cause) === "NoSuchUpload" && await this.#isThere()) return;
      throw error;
    }
  }

  /** Whether it was completed and only the answer got lost. */
  async #isThere(): Promise<boolean> {
    const command = new HeadObjectCommand(this.#line.key(this.#name));
    const { ContentLength, ETag = "" } = await this.#line.ask((s3, stop) => s3.send(command, stop));
    return ContentLength === this.#bytes && ETag.replaceAll('"', "").endsWith(`-${this.#sent.length}`);
  }
}

/** Removes what uploads of this object left behind. */
export async function forgetUploads(line: S3Line, name: string): Promise<void> {
  for (const id of await uploadsOf(line, name)) await abort(line, name, id);
}

type Begun = { readonly id: string; readonly parts: ReadonlyMap<number, string> };

async function begin(line: S3Line, name: string, signal: AbortSignal | undefined): Promise<Begun> {
  const command = new CreateMultipartUploadCommand(line.key(name));
  const { UploadId } = await line.ask((s3, stop) => s3.send(command, stop), { signal });
  if (!UploadId) throw new AppError("unavailable", "The object store has a problem of its own. It is tried again.");
  return { id: UploadId, parts: new Map() };
}

/** The last upload of this object that was begun and not ended; others are removed. */
async function earlier(line: S3Line, name: string, signal: AbortSignal | undefined): Promise<Begun | null> {
  const all = await uploadsOf(line, name, signal);
  const id = all.pop();
  for (const it of all) await abort(line, name, it);
  if (id === undefined) return null;
  const parts = new Map<number, string>();
  let PartNumberMarker: string | undefined;
  do {
    const command = new ListPartsCommand({
      ...line.key(name),
      UploadId: id,
      ...(PartNumberMarker && { PartNumberMarker }),
    });
    const page = await line.ask((s3, stop) => s3.send(command, stop), { signal });
    for (const { PartNumber = 0, ETag = "" } of page.Parts ?? []) parts.set(PartNumber, ETag);
    PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (PartNumberMarker);
  return { id, parts };
}

/** Oldest first, as stores list them. */
async function uploadsOf(line: S3Line, name: string, signal?: AbortSignal): Promise<string[]> {
  const { Bucket, Key } = line.key(name);
  const ids: string[] = [];
  let marker = {};
  for (;;) {
    const command = new ListMultipartUploadsCommand({ Bucket, Prefix: Key, ...marker });
    const page = await line.ask((s3, stop) => s3.send(command, stop), { signal });
    ids.push(...(page.Uploads ?? []).flatMap((it) => it.Key === Key && it.UploadId ? [it.UploadId] : []));
    if (!page.IsTruncated) return ids;
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}

async function abort(line: S3Line, name: string, UploadId: string): Promise<void> {
  const command = new AbortMultipartUploadCommand({ ...line.key(name), UploadId });
  try {
    await line.ask((s3, stop) => s3.send(command, stop));
  } catch (error) {
    if (s3Code((error as Error).cause) !== "NoSuchUpload") throw error;
  }
}
