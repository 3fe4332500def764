import type { JSX } from "solid-js";
import { WithLive } from "../room/real.tsx";
import { DoctorPage } from "./doctor.tsx";

/** The connection check with the real thing behind it. */
export function Doctor(): JSX.Element {
  return (
    <WithLive>
      <DoctorPage />
    </WithLive>
  );
}
