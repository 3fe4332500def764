export type Size = { readonly width: number; readonly height: number };

/** One packet's part of a picture. */
export type Piece = {
  /** The picture's first part, or the first of one of its layers. */
  readonly begins: boolean;
  readonly data: Uint8Array;
};
