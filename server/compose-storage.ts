import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { diskObjects } from "./adapters/blobs/disk.ts";
import { diskSpace } from "./adapters/blobs/disk-space.ts";
import type { Objects } from "./adapters/blobs/objects.ts";
import { sealedBlobs } from "./adapters/blobs/sealed.ts";
import type { Kit } from "./compose-kit.ts";
import type { Config } from "./config.ts";
import type { S3Config } from "./config-s3.ts";
import { AppError } from "./kit/errors.ts";
import type { Shelf, Vault } from "./ports/blobs.ts";
import type { Segments } from "./ports/segments.ts";
import { Floor } from "./recorder/floor.ts";
import { logParts } from "./recorder/log-parts.ts";
import { Shipper } from "./recorder/ship.ts";

/** How long readiness waits for a store. Lower calls a slow one late, higher keeps those waiting who ask. */
const patienceMs = 2_000;

/** Where recordings are kept. */
export type Storage = {
  readonly vault: Vault;
  readonly shelf: Shelf;
  /** Where running logs are sent to; null: they are on this machine alone. */
  readonly segments: Segments | null;
  /** Sends logs of this machine there while they grow. */
  readonly shipper: Shipper | null;
  /** Where the logs of running takes are on this machine. */
  readonly logsFolder: string;
  readonly floor: Floor;
  /** Throws one sentence when nothing can be kept. */
  readonly ready: () => Promise<void>;
};

/** The object store if one is set, else folders of this machine. Logs of running takes are always here first. */
export async function openStorage(config: Config, kit: Pick<Kit, "scope" | "clock" | "log">): Promise<Storage> {
  const { scope } = kit;
  const logsFolder = join(config.dataDir, "vault", "logs");
  await mkdir(logsFolder, { recursive: true, mode: 0o700 });
  const { vault, shelf, segments } = config.s3
    ? await inObjectStore(config.s3, kit)
    : { ...await onDisk(config.dataDir), segments: null };
  const shipper = segments &&
    scope.own(new Shipper({ segments, read: logParts(logsFolder), ...kit }), (it) => it.close());
  const space = diskSpace(logsFolder);
  const floor = scope.own(new Floor({ space, floorBytes: config.floorBytes, ...kit }), (it) => it.close());
  await floor.look();
  return {
    vault: { ...sealedBlobs(vault), holds: "real voices" },
    shelf: { ...sealedBlobs(shelf), holds: "anonymized voices" },
    segments: shipper?.segments ?? null,
    shipper,
    logsFolder,
    floor,
    ready: once(() => Promise.all([vault.ready(), shelf.ready()])),
  };
}

async function onDisk(dataDir: string): Promise<{ vault: Objects; shelf: Objects }> {
  const [vault, shelf] = [join(dataDir, "vault", "objects"), join(dataDir, "shelf", "objects")];
  return { vault: await diskObjects(vault), shelf: await diskObjects(shelf) };
}

/** Loaded only where it is used: it takes its time. */
async function inObjectStore({ vault, shelf, ...store }: S3Config, { scope }: Pick<Kit, "scope">) {
  const [{ s3Line }, { s3Objects }, { s3Segments }] = await Promise.all([
    import("./adapters/blobs/s3-client.ts"),
    import("./adapters/blobs/s3.ts"),
    import("./adapters/blobs/s3-segments.ts"),
  ]);
  const open = (place: Parameters<typeof s3Line>[0]) => scope.own(s3Line(place), (it) => it.close());
  return {
    vault: s3Objects(open({ ...store, ...vault, prefix: "objects/" })),
    shelf: s3Objects(open({ ...store, ...shelf, prefix: "objects/" })),
    segments: s3Segments(open({ ...store, ...vault, prefix: "running/" })),
  };
}

/**
 * Proves once that it works: a store that fails later must not take a node from people who talk on it. Who asks while
 * it is being proven waits a moment for it and no longer.
 */
function once(prove: () => Promise<unknown>): () => Promise<void> {
  let proving: Promise<unknown> | undefined;
  return async () => {
    proving ??= prove();
    const failed = proving.then(() => null, (error: unknown) => {
      proving = undefined;
      return error as Error;
    });
    const late = new AppError("unavailable", "The place where recordings are kept has not answered yet.");
    const problem = await Promise.race([failed, pause(patienceMs, late, { ref: false })]);
    if (problem) throw problem;
  };
}
