/** An entry in words and figures, the same in the list, in its details and in its history. */

import { signOf } from '../../format/decimal-text.js';
import { exact, fullDay, money, price, quantity, signedMoney } from '../../format/format.js';
import type { EntryFieldsFragment, TransactionQuery } from '../../gql/graphql.js';
import { Absent } from '../../part/change.js';
import { KINDS } from '../../part/entry-kind.js';
import { type CashFacts, cashOf } from './entry-cash.js';

export type Entry = EntryFieldsFragment;
type Revision = NonNullable<TransactionQuery['transaction']>['revisions']['nodes'][number];
export type Content = Revision['content'];

/** `Buy Acme`, `Deposit`. */
export function titleOf({ kind, instrument }: Pick<Content, 'kind' | 'instrument'>): string {
  return instrument ? `${KINDS[kind].name} ${instrument.name}` : KINDS[kind].name;
}

/** What it moves in cash, with its sign; the ratio of a split. */
export function EntryCash({
  entry,
  accountCurrency,
}: {
  entry: CashFacts & Pick<Content, 'ratioNew' | 'ratioOld'>;
  accountCurrency: string;
}) {
  if (entry.kind === 'SPLIT') {
    return (
      <>
        {entry.ratioNew} : {entry.ratioOld}
      </>
    );
  }
  const cash = cashOf(entry, accountCurrency);
  if (!cash) return <Absent why="No cash moves." />;
  return <span className={signOf(cash.amount) < 0 ? undefined : 'up'}>{signedMoney(cash.amount, cash.currency)}</span>;
}

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** Everything an entry says, in the order of the form; what it does not say is left out. */
export function factsOf(content: Content, accountName: (id: string) => string): readonly Fact[] {
  const { currency } = content;
  const facts: (Fact | null)[] = [
    { label: 'Kind', text: KINDS[content.kind].name },
    fact('Instrument', content.instrument?.name),
    { label: 'Trade date', text: fullDay(content.tradeDate) },
    fact('Settlement', content.settlementDate && fullDay(content.settlementDate)),
    fact('Units', content.quantity && quantity(content.quantity)),
    fact('Price', content.price && price(content.price, currency)),
    fact('Amount', content.amount && money(content.amount, currency)),
    fact('Fee', signOf(content.fee) === 0 ? null : money(content.fee, currency)),
    fact('Tax', signOf(content.tax) === 0 ? null : money(content.tax, currency)),
    fact('Currency', currency),
    fact('Booked at', content.exchangeRate && `${exact(content.exchangeRate)} for one ${currency}`),
    fact('Ratio', content.ratioNew && `${content.ratioNew} : ${content.ratioOld}`),
    fact('To', content.counterAccountId && accountName(content.counterAccountId)),
    fact('Lots', content.lotIds && `${content.lotIds.length} named`),
    fact('Note', content.note),
  ];
  return facts.filter((each) => each !== null);
}

function fact(label: string, text: string | null | undefined | 0): Fact | null {
  return text ? { label, text } : null;
}

/** What another version says otherwise: label, before, after. */
export function changesBetween(
  before: readonly Fact[],
  after: readonly Fact[],
): readonly { label: string; before: string; after: string }[] {
  const textOf = (facts: readonly Fact[], label: string) => facts.find((each) => each.label === label)?.text ?? 'nothing';
  const labels = [...new Set([...before, ...after].map(({ label }) => label))];
  return labels
    .map((label) => ({ label, before: textOf(before, label), after: textOf(after, label) }))
    .filter((change) => change.before !== change.after);
}
