/** A bucket and the only keys that are used for it. */
export type Bucket = Readonly<{ bucket: string; accessKeyId: string; secretAccessKey: string }>;

/** An object store with a bucket for real voices and one for anonymized ones. */
export type S3Config = Readonly<
  { endpoint: string; region: string; forcePathStyle: boolean; vault: Bucket; shelf: Bucket }
>;

const needed = [
  "S3_ENDPOINT",
  "S3_BUCKET",
  "S3_ACCESS_KEY_ID",
  "S3_SECRET_ACCESS_KEY",
  "S3_SHELF_BUCKET",
  "S3_SHELF_ACCESS_KEY_ID",
  "S3_SHELF_SECRET_ACCESS_KEY",
] as const;
type Env = Readonly<{ [Name in (typeof needed)[number] | "S3_REGION" | "S3_FORCE_PATH_STYLE"]?: string | undefined }>;

/** All or none; and whoever holds the keys of anonymized voices holds nothing that opens the bucket of real ones. */
export function togetherInS3(env: Readonly<Record<string, string | undefined>>): string[] {
  const set = needed.find((it) => env[it]);
  if (!set) return [];
  const missing = needed.filter((it) => !env[it]).map((it) => `${it} is missing while ${set} is set`);
  const same = ([["S3_SHELF_BUCKET", "S3_BUCKET"], ["S3_SHELF_ACCESS_KEY_ID", "S3_ACCESS_KEY_ID"]] as const)
    .filter(([a, b]) => env[a] && env[a] === env[b]).map(([a, b]) => `${a} is the same as ${b}`);
  return [...missing, ...same];
}

/** null: no object store is set. */
export function s3Of(env: Env): S3Config | null {
  const vault = {
    bucket: env.S3_BUCKET,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  };
  const shelf = {
    bucket: env.S3_SHELF_BUCKET,
    accessKeyId: env.S3_SHELF_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SHELF_SECRET_ACCESS_KEY,
  };
  if (!env.S3_ENDPOINT || !isBucket(vault) || !isBucket(shelf)) return null;
  const { S3_REGION: region = "us-east-1", S3_FORCE_PATH_STYLE: path } = env;
  return { endpoint: new URL(env.S3_ENDPOINT).origin, region, forcePathStyle: path !== "false", vault, shelf };
}

function isBucket(it: { [Part in keyof Bucket]: string | undefined }): it is Bucket {
  return Object.values(it).every((value) => value !== undefined);
}
