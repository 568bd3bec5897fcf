/** The weights a portfolio is meant to have, by one division. They add up to 100 %; an empty list takes them away. */
import { useState } from 'react';
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { compareDecimals, multiplyDecimals, signOf, sumDecimals } from '../../format/decimal-text.js';
import { percent, share } from '../../format/format.js';
import { readNumber, typedNumber } from '../../format/typed-number.js';
import type { AllocationBy, TargetsQuery as TargetsResult } from '../../gql/graphql.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Segments } from '../../kit/segments.js';
import { Failure, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import { CUTS, classNameOf } from '../../part/slices.js';
import { useScope } from '../../shell/scope.js';
import { WhyButton } from '../../why/why.js';
import { SetTargetsMutation, TargetsQuery } from './documents.js';

/** What the form needs to know of a portfolio. */
interface DividedPortfolio {
  readonly id: string;
  readonly name: string;
  readonly accounts: { readonly nodes: readonly { readonly id: string; readonly name: string }[] };
}

interface TargetsDialogProps {
  readonly portfolio: DividedPortfolio;
  /** The division to begin with; by class when not given. */
  readonly by?: AllocationBy;
  readonly onClose: () => void;
}

export function TargetsDialog({ portfolio, by: first = 'KIND', onClose }: TargetsDialogProps) {
  const [by, setBy] = useState<AllocationBy>(first);
  const { data, failure, isFormer, reload } = useQuery(TargetsQuery, { portfolioId: portfolio.id, by });
  return (
    <Dialog title={`Target weights of ${portfolio.name}`} onClose={onClose}>
      <div className="form">
        <Segments label="Divided by" options={CUTS} chosen={by} onChoose={setBy} />
        {data && !isFormer ? (
          <TargetsForm key={by} portfolio={portfolio} by={by} data={data} onClose={onClose} />
        ) : failure ? (
          <Failure failure={failure} onRetry={reload} />
        ) : (
          <Skeleton lines={4} />
        )}
      </div>
    </Dialog>
  );
}

/** Per cent by key, as typed. */
type Weights = Readonly<Record<string, string>>;

function TargetsForm({ portfolio, by, data, onClose }: TargetsDialogProps & { by: AllocationBy; data: TargetsResult }) {
  const kept = keptWeights(data);
  const { values, change, clear } = useDraft<Weights>(`targets.${portfolio.id}.${by}`, kept);
  const keys = Object.keys(kept);
  const form = useForm<Weights>({
    values,
    change,
    check: checkWeights,
    send: async (weights) => {
      const targets = keys.flatMap((key) => {
        const weight = fractionOf(weights[key] ?? '');
        return weight && signOf(weight) > 0 ? [{ key, weight }] : [];
      });
      await mutate(SetTargetsMutation, { portfolioId: portfolio.id, by, targets });
      clear(weights);
      toast(targets.length === 0 ? 'The target weights were taken away.' : 'The target weights were set.');
      onClose();
    },
  });
  const shares = new Map(data.allocation?.slices.nodes.map(({ key, share: figure }) => [key, figure.value]));
  return (
    <form {...form.props} className="form">
      {keys.length === 0 && <p className="muted">There is nothing to divide yet: record entries first.</p>}
      <div className="form-row">
        {keys.map((key) => (
          <Field
            key={key}
            name={key}
            label={`${nameOf(key, portfolio, data)}, %`}
            inputMode="decimal"
            value={values[key] ?? ''}
            error={form.errors[key]}
            hint={
              shares.get(key) && (
                <NowShare
                  portfolioId={portfolio.id}
                  slice={{ by, key, name: nameOf(key, portfolio, data) }}
                  ratio={Number(shares.get(key))}
                />
              )
            }
            onChange={(text) => form.set({ [key]: text })}
          />
        ))}
      </div>
      <p className="targets-sum" aria-live="polite">
        Together {percentText(sumOf(values))}
      </p>
      <FormError text={form.errors.form} />
      <FormActions verb="Save" meanwhile="Saving…" isBusy={form.isBusy} isDisabled={keys.length === 0} onCancel={onClose} />
    </form>
  );
}

interface NowShareProps {
  readonly portfolioId: string;
  readonly slice: { readonly by: AllocationBy; readonly key: string; readonly name: string };
  readonly ratio: number;
}

/** Explanations are of what the page is about; of another portfolio there is the share alone. */
function NowShare({ portfolioId, slice, ratio }: NowShareProps) {
  const { portfolio, account } = useScope();
  const isShown = portfolio?.id === portfolioId && account === null;
  return <>Now {isShown ? <WhyButton of={{ kind: 'SLICE', ...slice }}>{share(ratio)}</WhyButton> : share(ratio)}</>;
}

function keptWeights(data: TargetsResult): Weights {
  const targets = data.portfolio?.targets ?? [];
  const keys = [...targets.map(({ key }) => key), ...(data.allocation?.slices.nodes.map(({ key }) => key) ?? [])];
  const percent = new Map(targets.map(({ key, weight }) => [key, typedNumber(trimmed(multiplyDecimals(weight, '100')))]));
  return Object.fromEntries([...new Set(keys)].map((key) => [key, percent.get(key) ?? '']));
}

function checkWeights(weights: Weights): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [key, typed] of Object.entries(weights)) {
    if (typed.trim() === '') continue;
    const read = readNumber(typed);
    if ('problem' in read) errors[key] = read.problem;
    else if (signOf(read.value) < 0 || compareDecimals(read.value, '100') > 0) errors[key] = 'Enter 0 to 100.';
  }
  const isEmpty = Object.values(weights).every((typed) => typed.trim() === '');
  const sum = sumOf(weights);
  if (Object.keys(errors).length === 0 && !isEmpty && compareDecimals(sum, '100') !== 0) {
    errors.form = `The weights come to ${percentText(sum)}. Change them until they come to ${percentText('100')}, or leave all of them empty.`;
  }
  return errors;
}

function sumOf(weights: Weights): string {
  const read = Object.values(weights).map((typed) => readNumber(typed));
  return trimmed(sumDecimals(read.map((each) => ('value' in each ? each.value : '0'))));
}

/** Per cent, as typed, in the reader's own way of writing them. */
function percentText(sum: string): string {
  return percent(multiplyDecimals(sum, '0.01'));
}

function fractionOf(typed: string): string | null {
  const read = readNumber(typed);
  return 'value' in read ? trimmed(multiplyDecimals(read.value, '0.01')) : null;
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function nameOf(key: string, portfolio: DividedPortfolio, data: TargetsResult): string {
  const account = portfolio.accounts.nodes.find(({ id }) => id === key);
  const instrument = data.allocation?.slices.nodes.find((slice) => slice.key === key)?.instrument;
  if (account || instrument) return (account ?? instrument)?.name ?? key;
  return classNameOf(key);
}
