import { afterEach, expect, it } from "vitest";
import { forgetInvite, keepInvite, keptInvite, lendInvite } from "../../../client/pages/invite/kept-invite.ts";
import { makeStore } from "../../../client/kit/store.ts";

const store = makeStore(() => sessionStorage);
afterEach(() => sessionStorage.clear());

/** A document that remembers the cookie it was given. */
function pageAt(protocol: string) {
  return { location: { protocol }, cookie: "" } as unknown as Document;
}

it("is kept until it was used", () => {
  keepInvite("t0ken", store);
  expect(keptInvite(store)).toBe("t0ken");
  forgetInvite(store);
  expect(keptInvite(store)).toBeUndefined();
});

it("is lent to the identity provider's detour alone, for minutes, and only over TLS where there is TLS", () => {
  keepInvite("t0ken", store);
  const page = pageAt("https:");
  lendInvite(store, page);
  expect(page.cookie).toBe("grindstone-invite=t0ken; path=/api/v1/account/oidc; max-age=600; samesite=lax; secure");
  const plain = pageAt("http:");
  lendInvite(store, plain);
  expect(plain.cookie).not.toContain("secure");
});

it("lends nothing where nobody was invited", () => {
  const page = pageAt("https:");
  lendInvite(store, page);
  expect(page.cookie).toBe("");
});
