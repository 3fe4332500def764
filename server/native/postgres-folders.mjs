// The folders of the embedded database, and the user who may own them.
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { mustBeWritable } from "./disk.mjs";
import { works } from "./run.mjs";
import { explain, Trouble } from "./trouble.mjs";

// "nobody": PostgreSQL refuses to run as root.
const nobody = 65534;
// The kernel allows 107 with the socket's own name.
const longestSocketDir = 90;

/** Who the database runs as: `{}` means as we do. */
export function databaseUser(uid = process.getuid?.()) {
  return uid === 0 ? { uid: nobody, gid: nobody } : {};
}

/** Makes the folders around the database and returns the one for its socket. */
export function prepareFolders({ dataDir, socketDir, user }) {
  const parent = dirname(dataDir);
  try {
    mustBeWritable(parent);
    if (!existsSync(parent)) mkdirSync(parent, { recursive: true, mode: 0o755 });
    if (existsSync(dataDir)) claimFolder(dataDir, user);
  } catch (error) {
    throw explain(error, { what: "keeping the database there", where: dataDir });
  }
  if (user.uid !== undefined) mustReach(parent, user.uid);
  const socket = socketFolder({
    wanted: socketDir ?? join(parent, "socket"),
    dataDir,
    uid: user.uid ?? process.getuid(),
  });
  claimFolder(socket, user);
  return socket;
}

/** Makes a folder that its owner alone may enter. */
export function claimFolder(path, user) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) chownSync(path, user.uid, user.gid);
  chmodSync(path, 0o700);
}

/** A socket's path may not be long: then a short folder, which nobody else can have put there, is used instead. */
export function socketFolder({ wanted, dataDir, uid, base = tmpdir() }) {
  if (Buffer.byteLength(wanted) <= longestSocketDir) return wanted;
  const short = join(base, `grindstone-${uid}-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  const found = lstatSync(short);
  if (found.isDirectory() && [uid, process.getuid()].includes(found.uid)) return short;
  throw new Trouble(
    `${short} belongs to somebody else, and the database's socket cannot be put there: set DATA_DIR to a shorter path.`,
  );
}

/** The programs, copied beside the data when the database's user cannot reach where they are. */
export async function reachablePrograms({ programs, dataDir, user, env }) {
  if (user.uid === undefined || await runsAs(programs, user, env)) return programs;
  const native = dirname(programs);
  const copy = `${dataDir}-programs`;
  if (!await runsAs(join(copy, "bin"), user, env)) {
    try {
      rmSync(`${copy}.half`, { recursive: true, force: true });
      cpSync(native, `${copy}.half`, { recursive: true, verbatimSymlinks: true });
      chmodSync(`${copy}.half`, 0o755);
      rmSync(copy, { recursive: true, force: true });
      renameSync(`${copy}.half`, copy);
    } catch (error) {
      throw explain(error, { what: "copying the database's programs", where: copy });
    }
  }
  if (await runsAs(join(copy, "bin"), user, env)) return join(copy, "bin");
  mustReach(dirname(copy), user.uid);
  throw new Trouble(
    `The database's programs in ${programs} do not run on this machine: set DATABASE_URL to a PostgreSQL of yours.`,
  );
}

const runsAs = (bin, user, env) => works(join(bin, "postgres"), ["--version"], { cwd: "/", env, ...user });

/** Throws when somebody else than root could not come to this folder. */
function mustReach(folder, uid) {
  const path = barrier(folder, uid);
  if (path === undefined) return;
  throw new Trouble(
    `The database does not run as root and its own user may not pass through ${path}: ` +
      `allow it (chmod o+x ${path}), or set DATA_DIR to a folder elsewhere (the default for root is /var/lib/grindstone).`,
    { code: "out-of-reach" },
  );
}

/** The folder on the way to a path that a user may not pass through, or undefined. */
export function barrier(folder, uid) {
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && !(found.mode & 0o001) && !(found.uid === uid && found.mode & 0o100)) return path;
  }
  return undefined;
}
