import { DeleteObjectCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { AppError } from "../../kit/errors.ts";
import type { Segment, Segments } from "../../ports/segments.ts";
import { objectName } from "./names.ts";
import { putWhole, s3List } from "./s3.ts";
import type { S3Line } from "./s3-client.ts";

/** Digits of a place in a log, so that names sort as places do: up to a petabyte. */
const digits = 15;

/** Pieces of running logs as objects of their own, which say in their names what they are. */
export function s3Segments(line: S3Line): Segments {
  return {
    send: (segment, body, signal) => putWhole(line, nameOf(segment), body, signal),
    async *list(takeId) {
      for await (const { name, storedBytes } of s3List(line, folderOf(takeId))) {
        const segment = segmentOf(name);
        // A piece that is not as long as its name says was not sent by us.
        if (segment?.bytes === storedBytes) yield segment;
      }
    },
    async *takes() {
      let last: string | undefined;
      for await (const { name } of s3List(line, "")) {
        const takeId = segmentOf(name)?.takeId;
        // Names come in their order, so those of one take together.
        if (takeId !== undefined && takeId !== last) yield last = takeId;
      }
    },
    async read(segment, signal) {
      const command = new GetObjectCommand(line.key(nameOf(segment)));
      const get = () =>
        line.ask(async (s3, stop) => await (await s3.send(command, stop)).Body?.transformToByteArray(), { signal });
      const bytes = await get();
      if (bytes?.length === segment.bytes) return bytes;
      throw new AppError("internal", "A piece of a recording was cut short where it is stored.");
    },
    async delete(takeId, trackId) {
      const folder = folderOf(trackId === undefined ? takeId : `${takeId}/${trackId}`);
      for await (const { name } of s3List(line, folder)) {
        await line.ask((s3, stop) => s3.send(new DeleteObjectCommand(line.key(name)), stop));
      }
    },
  };
}

const folderOf = (name: string): string => `${objectName(name)}/`;

function nameOf({ takeId, trackId, from, bytes }: Segment): string {
  return objectName(`${takeId}/${trackId}/${String(from).padStart(digits, "0")}-${bytes}`);
}

function segmentOf(name: string): Segment | null {
  const [, takeId, trackId, from, bytes] = /^([^/]+)\/([^/]+)\/(\d{15})-(\d{1,9})$/.exec(name) ?? [];
  return takeId && trackId ? { takeId, trackId, from: Number(from), bytes: Number(bytes) } : null;
}
