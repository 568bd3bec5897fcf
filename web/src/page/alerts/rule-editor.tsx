/** The drawer in which a rule is made or given new terms. */

import { useDraft } from '../../api/draft.js';
import type { ApiFailure } from '../../api/failure.js';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import type { AlertChannel, AlertCondition, AlertMeasure } from '../../gql/graphql.js';
import { AwaitedDrawer } from '../../kit/awaited-drawer.js';
import { Dialog } from '../../kit/dialog.js';
import { Field, SelectField, TextAreaField } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { type Form, placed, useForm } from '../../kit/use-form.js';
import { CONDITIONS, MEASURE_KEYS, MEASURES, toTyped } from '../../part/alert-measure.js';
import { useScope } from '../../shell/scope.js';
import { today } from '../transactions/entry-draft.js';
import { InstrumentField } from '../transactions/instrument-field.js';
import type { Rule } from './documents.js';
import { AlertRuleQuery, AmendAlertRuleMutation, CreateAlertRuleMutation } from './documents.js';
import { checkRule, nameOf, type RuleDraft, ruleOf, termsOf } from './rule-draft.js';

const EMPTY: RuleDraft = {
  measure: 'PRICE',
  instrument: null,
  instrumentTyped: '',
  whole: '',
  condition: 'ABOVE',
  threshold: '',
  isRepeating: false,
  hysteresis: '',
  name: '',
  note: '',
  channels: [],
  expiresOn: '',
};

export function NewRule({ onClose }: { onClose: () => void }) {
  const { portfolio } = useScope();
  const { values, change, clear } = useDraft<RuleDraft>('alert-rule', EMPTY);
  // The portfolios may come after the form does.
  const draft = { ...values, whole: values.whole || (portfolio?.id ?? '') };
  const subjectOf = useSubject();
  const send = async (rule: RuleDraft) => {
    await mutate(CreateAlertRuleMutation, { input: ruleOf(rule, subjectOf(rule)) });
    clear(EMPTY);
    toast(`“${nameOf(rule, subjectOf(rule))}” is armed.`);
    onClose();
  };
  return (
    <Dialog title="New rule" form="DRAWER" onClose={onClose}>
      <RuleForm draft={draft} change={change} send={send} verb="Arm the rule" onCancel={onClose} isNew />
    </Dialog>
  );
}

export function AmendRule({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, failure, reload } = useQuery(AlertRuleQuery, { id });
  const rule = data?.alertRule;
  if (!rule) {
    return (
      <AwaitedDrawer
        title="Rule"
        answer={{ failure, reload }}
        missing="There is no such rule"
        more="It may have been deleted. What it fired stays in the inbox."
        back="All rules"
        onClose={onClose}
      />
    );
  }
  return <AmendForm rule={rule} onClose={onClose} />;
}

function AmendForm({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const kept = draftOf(rule);
  const { values, change, clear } = useDraft<RuleDraft>(`alert-rule.${rule.id}.${rule.version}`, kept);
  const subjectOf = useSubject();
  const send = async (draft: RuleDraft) => {
    await mutate(AmendAlertRuleMutation, { id: rule.id, version: rule.version, input: termsOf(draft, subjectOf(draft)) });
    clear(draft);
    toast(`“${nameOf(draft, subjectOf(draft))}” is armed anew.`);
    onClose();
  };
  const cancel = () => {
    clear(kept);
    onClose();
  };
  return (
    <Dialog title={`Change: ${rule.name}`} form="DRAWER" onClose={onClose}>
      <RuleForm draft={values} change={change} send={send} verb="Save and arm anew" onCancel={cancel} isNew={false} />
    </Dialog>
  );
}

/** What a rule looks at, by its name. */
function useSubject(): (draft: RuleDraft) => string {
  const { portfolios } = useScope();
  return ({ measure, instrument, whole }) => {
    if (MEASURES[measure].of === 'INSTRUMENT') return instrument?.name ?? '';
    const [portfolioId, accountId] = whole.split(':');
    const portfolio = portfolios?.find(({ id }) => id === portfolioId);
    return portfolio?.accounts.nodes.find(({ id }) => id === accountId)?.name ?? portfolio?.name ?? '';
  };
}

interface RuleFormProps {
  readonly draft: RuleDraft;
  readonly change: (changes: Partial<RuleDraft>) => void;
  readonly send: (draft: RuleDraft) => Promise<void>;
  readonly verb: string;
  readonly onCancel: () => void;
  /** What a rule looks at is settled when it is made. */
  readonly isNew: boolean;
}

function RuleForm({ draft, change, send, verb, onCancel, isNew }: RuleFormProps) {
  const form = useForm<RuleDraft>({ values: draft, change, check: (values) => checkRule(values, today()), send, explain });
  const { errors, set } = form;
  return (
    <form {...form.props} className="form">
      {isNew ? <Subject draft={draft} form={form} /> : <p className="muted">{MEASURES[draft.measure].about}</p>}
      <Threshold draft={draft} form={form} />
      <Field
        name="name"
        label="Name"
        isOptional
        hint="Stands over the message; else what it looks at, and when it fires."
        value={draft.name}
        error={errors.name}
        onChange={(name) => set({ name })}
      />
      <Channels draft={draft} form={form} />
      <label className="check">
        <input type="checkbox" checked={draft.isRepeating} onChange={(event) => set({ isRepeating: event.target.checked })} />
        Fire each time, not only once
      </label>
      {draft.isRepeating && (
        <Field
          name="hysteresis"
          label={`Armed again once it went back by${MEASURES[draft.measure].unit === 'RATIO' ? ', %' : ''}`}
          inputMode="decimal"
          isOptional
          hint="So that a figure that trembles around the threshold does not fire over and over."
          value={draft.hysteresis}
          error={errors.hysteresis}
          onChange={(hysteresis) => set({ hysteresis })}
        />
      )}
      <Field
        name="expiresOn"
        type="date"
        label="Until"
        isOptional
        min={today()}
        value={draft.expiresOn}
        error={errors.expiresOn}
        onChange={(expiresOn) => set({ expiresOn })}
      />
      <TextAreaField
        name="note"
        label="Note"
        isOptional
        hint="It goes out with the alert."
        value={draft.note}
        error={errors.note}
        onChange={(note) => set({ note })}
      />
      <FormError text={errors.form} />
      <FormActions verb={verb} isBusy={form.isBusy} onCancel={onCancel} />
    </form>
  );
}

interface PartProps {
  readonly draft: RuleDraft;
  readonly form: Form<RuleDraft>;
}

function Subject({ draft, form: { errors, set } }: PartProps) {
  const { portfolios } = useScope();
  const { of, about } = MEASURES[draft.measure];
  return (
    <>
      <SelectField
        name="measure"
        label="What to look at"
        value={draft.measure}
        hint={about}
        options={MEASURE_KEYS.map((key) => ({ key, label: MEASURES[key].name }))}
        onChange={(measure) => set({ measure: measure as AlertMeasure })}
      />
      {of === 'INSTRUMENT' ? (
        <InstrumentField
          name="instrument"
          label="Instrument"
          chosen={draft.instrument}
          error={errors.instrument}
          typed={draft.instrumentTyped}
          onType={(instrumentTyped) => set({ instrumentTyped, instrument: null })}
          onChoose={(instrument) => set({ instrument, instrumentTyped: '' })}
        />
      ) : (
        <SelectField
          name="whole"
          label="Portfolio or account"
          value={draft.whole}
          error={errors.whole}
          options={(portfolios ?? []).flatMap(({ id, name, accounts }) => [
            { key: id, label: `${name}, all accounts` },
            ...accounts.nodes.map((account) => ({ key: `${id}:${account.id}`, label: account.name })),
          ])}
          onChange={(whole) => set({ whole })}
        />
      )}
    </>
  );
}

function Threshold({ draft, form: { errors, set } }: PartProps) {
  const { portfolios } = useScope();
  const { unit } = MEASURES[draft.measure];
  const [portfolioId] = draft.whole.split(':');
  const base = portfolios?.find(({ id }) => id === portfolioId)?.baseCurrency;
  const units = { PRICE: draft.instrument?.currency, MONEY: base, RATIO: '%', DAYS: 'business days', MINUTES: 'minutes' };
  return (
    <div className="form-row">
      <SelectField
        name="condition"
        label="When it is"
        value={draft.condition}
        hint={CONDITIONS[draft.condition].about}
        options={Object.entries(CONDITIONS).map(([key, { name }]) => ({ key, label: name }))}
        onChange={(condition) => set({ condition: condition as AlertCondition })}
      />
      <Field
        name="threshold"
        label={units[unit] ? `Threshold, ${units[unit]}` : 'Threshold'}
        inputMode="decimal"
        value={draft.threshold}
        error={errors.threshold}
        onChange={(threshold) => set({ threshold })}
      />
    </div>
  );
}

const CHANNELS: readonly { readonly key: AlertChannel; readonly label: string }[] = [
  { key: 'EMAIL', label: 'By e-mail, to your address' },
  { key: 'WEBHOOK', label: 'By webhook, to each of yours' },
];

function Channels({ draft, form: { set } }: PartProps) {
  const toggle = (channel: AlertChannel) =>
    set({ channels: draft.channels.includes(channel) ? draft.channels.filter((each) => each !== channel) : [...draft.channels, channel] });
  return (
    <fieldset className="field">
      <legend>Besides the inbox, send it</legend>
      {CHANNELS.map(({ key, label }) => (
        <label key={key} className="check">
          <input type="checkbox" checked={draft.channels.includes(key)} onChange={() => toggle(key)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function draftOf(rule: Rule): RuleDraft {
  return {
    measure: rule.measure,
    instrument: rule.instrument ?? null,
    instrumentTyped: '',
    whole: rule.accountId ? `${rule.portfolioId ?? ''}:${rule.accountId}` : (rule.portfolioId ?? ''),
    condition: rule.condition,
    threshold: toTyped(rule.measure, rule.threshold),
    isRepeating: rule.isRepeating,
    hysteresis: rule.hysteresis === '0' ? '' : toTyped(rule.measure, rule.hysteresis),
    name: rule.name,
    note: rule.note ?? '',
    channels: rule.channels,
    expiresOn: expiresOnOf(rule.expiresAt ?? null),
  };
}

/** The reader's own day, as it was typed. A time that ran out is no time to arm it anew until. */
function expiresOnOf(expiresAt: string | null): string {
  const day = expiresAt === null ? '' : today(new Date(expiresAt));
  return day > today() ? day : '';
}

const NAMES: Readonly<Record<string, keyof RuleDraft>> = {
  instrumentId: 'instrument',
  portfolioId: 'whole',
  accountId: 'whole',
  expiresAt: 'expiresOn',
};

function explain(failure: ApiFailure) {
  if (failure.rule === 'VERSION') return { form: 'This rule was changed meanwhile. Close this, look at it again, and repeat the change.' };
  const name = failure.field ? NAMES[failure.field] : undefined;
  return name ? { [name]: failure.message } : placed(failure, Object.keys(EMPTY) as (keyof RuleDraft)[]);
}
