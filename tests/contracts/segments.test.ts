import { Buffer } from "node:buffer";
import { s3Line } from "../../server/adapters/blobs/s3-client.ts";
import { s3Segments } from "../../server/adapters/blobs/s3-segments.ts";
import { s3Fake } from "../kit/s3.ts";
import { segmentsContract, type SegmentsHouse } from "./segments.ts";

segmentsContract("S3", async (): Promise<SegmentsHouse> => {
  const fake = await s3Fake({ pageSize: 3 });
  const place = { endpoint: fake.url, region: fake.region, bucket: "vault", forcePathStyle: true, prefix: "running/" };
  const line = s3Line({ ...place, ...fake.bucket("vault") });
  return {
    segments: s3Segments(line),
    async tamper({ takeId, trackId, from, bytes }, body) {
      const key = `running/${takeId}/${trackId}/${String(from).padStart(15, "0")}-${bytes}`;
      fake.inside("vault").objects.set(key, { bytes: Buffer.from(body), etag: '"changed"' });
      await Promise.resolve();
    },
    async close() {
      line.close();
      await fake.close();
    },
  };
});
