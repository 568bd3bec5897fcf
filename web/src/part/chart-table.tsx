/** The figures behind a drawing, for whoever cannot or would rather not read it. Its rows are made only once it is opened. */
import { useState } from 'react';

interface ChartTableProps {
  /** What the table holds, for a screen reader. */
  readonly label: string;
  readonly caption?: string | null;
  readonly heads: readonly string[];
  /** The first cell of a row is its head. */
  readonly rows: () => readonly { readonly key: string; readonly cells: readonly React.ReactNode[] }[];
}

export function ChartTable({ label, caption, heads, rows }: ChartTableProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Show as table</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="chart-table-scroll" aria-label={label} tabIndex={0}>
          <table className="table">
            {caption && <caption>{caption}</caption>}
            <thead>
              <tr>
                {heads.map((head, i) => (
                  <th key={head} scope="col" className={i > 0 ? 'num' : undefined}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(({ key, cells: [first, ...others] }) => (
                <tr key={key} data-testid="chart-row">
                  <th scope="row">{first}</th>
                  {others.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a row's cells stand in the order of the heads.
                    <td key={i} className="num">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
