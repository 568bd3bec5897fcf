/** The choice of an instrument by name, ticker, ISIN or scheme code. */
import { useQuery } from '../../api/query.js';
import type { InstrumentChoiceFragment } from '../../gql/graphql.js';
import { Combobox } from '../../kit/combobox.js';
import { delisted } from '../../part/delisted.js';
import { InstrumentSearchQuery } from './documents.js';

interface InstrumentFieldProps {
  readonly name: string;
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly placeholder?: string;
  readonly chosen: { readonly name: string } | null;
  /** What stands there while nothing is chosen. */
  readonly typed: string;
  /** Takes back what was chosen. */
  readonly onType: (text: string) => void;
  readonly onChoose: (instrument: InstrumentChoiceFragment) => void;
  readonly error?: string | undefined;
  readonly hint?: React.ReactNode;
}

export function InstrumentField({ chosen, placeholder = 'Name, ticker or ISIN', ...field }: InstrumentFieldProps) {
  const search = field.typed.trim().slice(0, 100);
  const { data, isLoading, isFormer } = useQuery(InstrumentSearchQuery, { search: search || null });
  const options = (data?.instruments.nodes ?? []).map((instrument) => ({
    key: instrument.id,
    label: instrument.name,
    detail: [
      instrument.ticker ?? instrument.schemeCode,
      instrument.isin,
      instrument.mic,
      instrument.currency,
      instrument.delistedOn && delisted(instrument.delistedOn),
    ]
      .filter(Boolean)
      .join(' · '),
    value: instrument,
  }));
  return (
    <Combobox
      {...field}
      placeholder={placeholder}
      chosen={chosen?.name ?? null}
      options={options}
      isLoading={isFormer || (isLoading && !data)}
    />
  );
}
