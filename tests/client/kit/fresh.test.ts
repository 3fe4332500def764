import { afterEach, expect, it, vi } from "vitest";
import { fresh } from "../../../client/kit/fresh.ts";
import { makeStore } from "../../../client/kit/store.ts";

const gone = (): Promise<never> => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
const store = () => makeStore(() => sessionStorage);
afterEach(() => sessionStorage.clear());

it("loads the page anew, once, when a part is gone after an update", async () => {
  const reload = vi.fn();
  void fresh(gone, { store: store(), reload });
  await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  await expect(fresh(gone, { store: store(), reload })).rejects.toThrow("dynamically imported");
  expect(reload).toHaveBeenCalledTimes(1);
});

it("may load anew again after a part came", async () => {
  const reload = vi.fn();
  void fresh(gone, { store: store(), reload });
  await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  expect(await fresh(() => Promise.resolve("part"), { store: store(), reload })).toBe("part");
  void fresh(gone, { store: store(), reload });
  await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(2));
});

it("fails plainly where the browser refuses to remember, instead of loading for ever", async () => {
  const refusing = makeStore(() => {
    throw new DOMException("denied", "SecurityError");
  });
  const reload = vi.fn();
  await expect(fresh(gone, { store: refusing, reload })).rejects.toThrow();
  expect(reload).not.toHaveBeenCalled();
});
