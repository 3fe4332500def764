type Call<W, A> = { readonly wish: W; readonly answer: A };

/** What the server of the bench can be asked. */
export type FanoutCalls = {
  readonly tell: Call<{ readonly way: "ours" | "plain"; readonly times: number }, null>;
  readonly count: Call<null, { readonly people: number; readonly direct: number }>;
};
/** What its listeners can be asked. */
export type CrowdCalls = {
  readonly come: Call<{ readonly people: number }, null>;
  readonly heard: Call<null, { readonly messages: number; readonly bytes: number }>;
};
