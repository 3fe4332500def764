import { For, type JSX } from "solid-js";
import "./table.css";

export type Column = { label: string; end?: boolean; hidden?: boolean };

/** Rows and columns that line up; it scrolls sideways by itself where it must, and takes the focus for that. */
export function Table(props: { caption: string; columns: readonly Column[]; children: JSX.Element }): JSX.Element {
  return (
    <div class="card flush scroll-x" tabIndex={0} role="region" aria-label={props.caption}>
      <table>
        <caption class="sr">{props.caption}</caption>
        <thead>
          <tr>
            <For each={props.columns}>
              {(column) => (
                <th scope="col" classList={{ n: column.end ?? false }}>
                  {column.hidden ? <span class="sr">{column.label}</span> : column.label}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  );
}
