/** What narrows the ledger down. On a phone all but the words wait behind a button that says how many count. */
import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { SearchBox } from '../../kit/search-box.js';
import { KIND_KEYS, KINDS } from '../../part/entry-kind.js';
import type { Accounts } from './accounts.js';
import { InstrumentNameQuery } from './documents.js';
import type { Filter, useFilter } from './filter.js';
import { InstrumentField } from './instrument-field.js';

interface FilterBarProps {
  readonly accounts: Accounts;
  readonly filter: ReturnType<typeof useFilter>;
}

export function FilterBar({ accounts, filter: { filter, isNarrowed, narrow, clear } }: FilterBarProps) {
  const [isOpen, setOpen] = useState(false);
  const count = (['account', 'instrument', 'kind', 'from', 'to'] as const).filter((name) => filter[name] !== '').length;
  return (
    <search className={isOpen ? 'filters open' : 'filters'} aria-label="Filter the entries">
      <div className="filters-line">
        <SearchBox
          label="Search notes and instruments"
          placeholder="Search notes and instruments"
          value={filter.search}
          onChange={(search) => narrow({ search })}
        />
        <button
          type="button"
          className="button button-second button-small narrow-only"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Filters{count > 0 && ` (${count})`}
        </button>
      </div>
      <div className="filters-more">
        <Choice
          label="Account"
          value={filter.account}
          all="All accounts"
          options={(accounts.accounts ?? []).map(({ id, name, closedAt }) => ({ key: id, label: closedAt ? `${name} (closed)` : name }))}
          onChange={(account) => narrow({ account })}
        />
        <Choice
          label="Kind"
          value={filter.kind}
          all="All kinds"
          options={KIND_KEYS.map((key) => ({ key, label: KINDS[key].name }))}
          onChange={(kind) => narrow({ kind: kind as Filter['kind'] })}
        />
        <InstrumentFilter id={filter.instrument} onChange={(instrument) => narrow({ instrument })} />
        <label className="filter-day">
          <span>From</span>
          <input type="date" value={filter.from} max={filter.to || undefined} onChange={(event) => narrow({ from: event.target.value })} />
        </label>
        <label className="filter-day">
          <span>To</span>
          <input type="date" value={filter.to} min={filter.from || undefined} onChange={(event) => narrow({ to: event.target.value })} />
        </label>
        {isNarrowed && (
          <button type="button" className="link" onClick={clear}>
            Clear
          </button>
        )}
      </div>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly all: string;
  readonly options: readonly { readonly key: string; readonly label: string }[];
  readonly onChange: (key: string) => void;
}

function Choice({ label, value, all, options, onChange }: ChoiceProps) {
  return (
    <select className="select" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.key} value={option.key}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function InstrumentFilter({ id, onChange }: { id: string; onChange: (id: string) => void }) {
  const [typed, setTyped] = useState('');
  const { data } = useQuery(InstrumentNameQuery, id ? { id } : null);
  if (id) {
    return (
      <button type="button" className="chip" onClick={() => onChange('')}>
        {data?.instrument?.name ?? 'One instrument'} <span aria-hidden="true">×</span>
        <span className="sr-only">, show all instruments</span>
      </button>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field is left, and says nothing then, since nothing is narrowed by it.
    <div className="filter-instrument" onBlur={() => setTyped('')}>
      <InstrumentField
        name="instrument"
        label="Instrument"
        isLabelHidden
        placeholder="Any instrument"
        chosen={null}
        typed={typed}
        onType={setTyped}
        onChoose={({ id: chosen }) => onChange(chosen)}
      />
    </div>
  );
}
