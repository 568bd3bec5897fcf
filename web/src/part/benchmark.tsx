/** What returns are compared with: an exchange-traded fund that is known here, remembered for the next visit. */
import { useState } from 'react';
import { BenchmarksQuery } from '../api/operations.js';
import { useQuery } from '../api/query.js';

const KEY = 'tidemark.benchmark';

export interface Benchmark {
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: { readonly id: string; readonly name: string } | null;
  readonly choose: (id: string | null) => void;
}

export function useBenchmark(): Benchmark {
  const { data } = useQuery(BenchmarksQuery, {});
  const [id, setId] = useState(remembered);
  const options = (data?.instruments.nodes ?? []).map((each) => ({ id: each.id, name: each.name }));
  return {
    options,
    chosen: options.find((option) => option.id === id) ?? null,
    choose: (next) => {
      setId(next);
      remember(next);
    },
  };
}

export function BenchmarkChoice({ benchmark: { options, chosen, choose } }: { benchmark: Benchmark }) {
  if (options.length === 0) return null;
  return (
    <select
      className="select benchmark-choice"
      aria-label="Compare with"
      value={chosen?.id ?? ''}
      onChange={(event) => choose(event.target.value || null)}
    >
      <option value="">No benchmark</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, id);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
