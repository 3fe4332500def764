import type { JSX } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { words } from "./words.ts";

/** Light becomes dark, dark becomes light; "as the device" is chosen in the account. */
export function ThemeButton(props: { small?: boolean }): JSX.Element {
  const { theme } = useApp();
  return (
    <Button
      kind="bare"
      size={props.small ? "small" : undefined}
      icon="sun-moon"
      iconOnly
      onClick={() => theme.flip()}
    >
      {words.theme(theme.shown() === "dark")}
    </Button>
  );
}
