/** Longer ones do not fit into every store once they have a folder before them. */
const longest = 200;
const form = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

/**
 * The name itself if it can be one: parts of small letters, digits, dots, dashes and underlines, none of which begins
 * with a dot. So no name leads out of its folder, is absolute, hidden, or the same as another on some file system.
 */
export function objectName(name: string): string {
  if (name.length > longest || !form.test(name)) throw new Error("this is no name for an object");
  return name;
}

/** Whether names may begin like this; the empty prefix is that of all. */
export function objectPrefix(prefix: string): string {
  return prefix === "" ? prefix : `${objectName(prefix.replace(/\/$/, ""))}${prefix.endsWith("/") ? "/" : ""}`;
}
