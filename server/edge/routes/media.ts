import { type Context, Hono } from "hono";
import type { Playback, Playing } from "../../recorder/playback.ts";
import type { Asked } from "../asked.ts";
import { type ByteRange, rangeOf } from "../byte-range.ts";

/** GET /:secret plays what a link opens, whole or in part. The secret alone is worth nothing: who asks must be who got it. */
export function mediaFiles(playback: Pick<Playback, "open">): (askedOf: (c: Context) => Asked) => Hono {
  return (askedOf) => {
    const app = new Hono();
    app.get("/:secret", async (c) => {
      const me = await askedOf(c).who();
      const playing = await playback.open(c.req.param("secret"), me?.personId ?? null);
      return await answer(c, playing);
    });
    return app;
  };
}

async function answer(c: Context, playing: Playing): Promise<Response> {
  const { bytes, mediaType } = playing;
  const etag = `"${playing.tag}"`;
  c.header("etag", etag);
  c.header("accept-ranges", "bytes");
  // Neither a proxy nor a browser keeps a voice.
  c.header("cache-control", "private, no-store");
  c.header("content-type", mediaType);
  c.header("content-disposition", "inline");
  const asked = c.req.header("if-range");
  const range = asked === undefined || asked === etag ? rangeOf(c.req.header("range"), bytes) : "all";
  if (range === "none") {
    c.header("content-range", `bytes */${bytes}`);
    return c.body(null, 416);
  }
  const part = range === "all" ? { from: 0, to: bytes } : range;
  c.header("content-length", String(part.to - part.from));
  if (range !== "all") c.header("content-range", `bytes ${part.from}-${part.to - 1}/${bytes}`);
  const status = range === "all" ? 200 : 206;
  if (c.req.method === "HEAD") return c.body(null, status);
  return c.body(await begun(playing, part, c.req.raw.signal), status);
}

/** What cannot be read at all is told as such, not as a file that breaks off. */
async function begun(
  playing: Playing,
  { from, to }: ByteRange,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const parts = playing.read(from, to, signal)[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array> | undefined = await parts.next();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = first ?? await parts.next();
      first = undefined;
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await parts.return?.();
    },
  });
}
