import type { JSX } from "solid-js";
import { LinkButton } from "../ui/button.tsx";
import { PageHead } from "../ui/page-head.tsx";

/** An address that leads nowhere. */
export function NotFound(): JSX.Element {
  return (
    <>
      <PageHead
        title="There is nothing at this address"
        lead="The link may be old, or a letter is missing. Your own work is where you left it."
      />
      <LinkButton kind="primary" href="/" icon="house">Go home</LinkButton>
    </>
  );
}
