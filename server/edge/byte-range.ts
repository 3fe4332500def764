/** Bytes from `from` up to `to`, which is left out. */
export type ByteRange = { readonly from: number; readonly to: number };

const form = /^bytes=(\d*)-(\d*)$/;

/**
 * The part of a file that a Range header asks for. "all": there is none, or one that we need not understand, such as several
 * at once. "none": nothing of the file lies in it.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | "all" | "none" {
  const found = form.exec(header?.trim() ?? "");
  const [first = "", last = ""] = found?.slice(1) ?? [];
  if (!found || (first === "" && last === "")) return "all";
  if (first === "") {
    const from = Math.max(0, size - Number(last));
    return from < size ? { from, to: size } : "none";
  }
  const from = Number(first);
  const to = last === "" ? size : Math.min(size, Number(last) + 1);
  if (last !== "" && Number(last) < from) return "all";
  return from < size ? { from, to } : "none";
}
