/** The pattern of ILIKE for whatever holds `text`, which may be any text: it stands for itself alone. */
export function holding(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
