import { s3Line } from "../../server/adapters/blobs/s3-client.ts";
import { s3Objects } from "../../server/adapters/blobs/s3.ts";
import { s3Segments } from "../../server/adapters/blobs/s3-segments.ts";
import { sealedBlobs } from "../../server/adapters/blobs/sealed.ts";
import type { Vault } from "../../server/ports/blobs.ts";
import type { Segments } from "../../server/ports/segments.ts";
import { type S3Fake, s3Fake } from "./s3.ts";

export type FakeStore = {
  readonly fake: S3Fake;
  readonly segments: Segments;
  readonly vault: Vault;
  /** The names of all that is in it. */
  names(): string[];
  close(): Promise<void>;
};

/** A fake object store, with lines to it as a server has them that give up soon. */
export async function fakeStore(): Promise<FakeStore> {
  const fake = await s3Fake();
  const account = fake.bucket("vault");
  const place = { endpoint: fake.url, region: fake.region, bucket: "vault", forcePathStyle: true, ...account };
  const pace = { answerMs: 500, partMs: 500, tries: 1, pauseMs: 1 };
  const [running, objects] = [
    s3Line({ ...place, prefix: "running/" }, pace),
    s3Line({ ...place, prefix: "objects/" }, pace),
  ];
  return {
    fake,
    segments: s3Segments(running),
    vault: { ...sealedBlobs(s3Objects(objects)), holds: "real voices" },
    names: () => [...fake.inside("vault").objects.keys()],
    async close() {
      running.close();
      objects.close();
      await fake.close();
    },
  };
}
