/** The room that is left where this machine records. */
export interface DiskSpace {
  /** What we may still write there. */
  freeBytes(): Promise<number>;
}
