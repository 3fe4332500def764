import type { JSX } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { TaskList } from "./task-list.tsx";
import { words } from "./words.ts";

/** The built-in tasks. */
export function Catalogue(): JSX.Element {
  const { call } = useApp();
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <TaskList
        fetch={({ q, kind, difficulty }, cursor, signal) =>
          call("GET /tasks", { query: { q, kind, difficulty, cursor }, signal })}
      />
    </>
  );
}
