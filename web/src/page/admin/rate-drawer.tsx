/** One exchange rate: why it counts, and what an administrator does about a wrong one or a source that cannot be trusted. */
import { useState } from 'react';
import { mutate } from '../../api/mutate.js';
import { exact, fullDay, fullInstant } from '../../format/format.js';
import { positiveErrors, readNumber } from '../../format/typed-number.js';
import type { FxRatesQuery as RatesResult } from '../../gql/graphql.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';
import { toast } from '../../kit/toast.js';
import type { Errors } from '../../kit/use-form.js';
import { sourceName } from '../../part/words.js';
import { CorrectFxRateMutation, PinFxSourceMutation, WithdrawFxRateMutation } from './documents.js';
import { PinDialog } from './pin-dialog.js';
import { Verdict } from './verdict.js';

export type Rate = RatesResult['fxRates'][number];
type Tool = 'CORRECT' | 'WITHDRAW' | 'PIN';

interface ToolProps {
  readonly rate: Rate;
  readonly onClose: () => void;
}

export function pairOf({ base, quote }: { readonly base: string; readonly quote: string }): string {
  return `${base} to ${quote}`;
}

export function RateDrawer({ rate, onClose }: ToolProps) {
  const [tool, setTool] = useState<Tool | null>(null);
  const done = () => setTool(null);
  const facts = [
    ['Rate', `1 ${rate.base} = ${exact(rate.rate)} ${rate.quote}`],
    ['Source', sourceName(rate.source)],
    ['Observed', fullInstant(rate.observedAt)],
    ['Its day', fullDay(rate.valueDate)],
    ['Pinned to', rate.pinnedSource && sourceName(rate.pinnedSource)],
  ] as const;
  return (
    <Dialog title={pairOf(rate)} form="DRAWER" onClose={onClose}>
      <div className="form">
        <dl className="facts">
          {facts
            .filter(([, text]) => text)
            .map(([label, text]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
        </dl>
        {rate.verdict && <Verdict verdict={rate.verdict} figure={exact} />}
        <div className="row-actions">
          <button type="button" className="link" onClick={() => setTool('CORRECT')}>
            Correct the rate
          </button>
          <button type="button" className="link" onClick={() => setTool('WITHDRAW')}>
            Withdraw the rate
          </button>
          <button type="button" className="link" onClick={() => setTool('PIN')}>
            {rate.pinnedSource ? 'Change the pin' : 'Pin a source'}
          </button>
        </div>
      </div>
      {tool === 'CORRECT' && <Correct rate={rate} onClose={done} />}
      {tool === 'WITHDRAW' && <Withdraw rate={rate} onClose={done} />}
      {tool === 'PIN' && <Pin rate={rate} onClose={done} />}
    </Dialog>
  );
}

function Correct({ rate, onClose }: ToolProps) {
  const { base, quote, revision } = rate;
  return (
    <ReasonDialog
      title={`Correct the rate of ${pairOf(rate)}`}
      draft={`admin.correct-rate.${base}${quote}.${revision}`}
      verb="Correct it"
      more={{ rate: '' }}
      check={({ rate: typed }) => positiveErrors('rate', typed, 'Enter the right rate.')}
      fields={(form, values) => (
        <Field
          name="rate"
          label={`Right rate, ${quote} for 1 ${base}`}
          inputMode="decimal"
          value={values.rate}
          error={(form.errors as Errors<'rate'>).rate}
          hint={`In place of ${exact(rate.rate)}, which ${sourceName(rate.source)} gave for ${fullInstant(rate.observedAt)}.`}
          onChange={(typed) => form.set({ rate: typed })}
        />
      )}
      onConfirm={async ({ rate: typed, reason }) => {
        const read = readNumber(typed);
        if (!('value' in read)) return;
        await mutate(CorrectFxRateMutation, { base, quote, revision, rate: read.value, reason });
        toast('The rate was corrected, and whoever it counts for was revalued.');
      }}
      onClose={onClose}
    />
  );
}

function Withdraw({ rate, onClose }: ToolProps) {
  const { base, quote, revision } = rate;
  return (
    <ReasonDialog
      title={`Withdraw the rate of ${pairOf(rate)}?`}
      draft={`admin.withdraw-rate.${base}${quote}.${revision}`}
      verb="Withdraw it"
      isDangerous
      more={{}}
      onConfirm={async ({ reason }) => {
        await mutate(WithdrawFxRateMutation, { base, quote, revision, reason });
        toast('The rate was withdrawn, and whoever it counted for was revalued.');
      }}
      onClose={onClose}
    >
      <p>
        {exact(rate.rate)} of {sourceName(rate.source)} counts no more. The best of those that remain takes its place.
      </p>
    </ReasonDialog>
  );
}

function Pin({ rate, onClose }: ToolProps) {
  const { base, quote, pinnedSource } = rate;
  return (
    <PinDialog
      of={pairOf(rate)}
      draft={`admin.pin-rate.${base}${quote}`}
      pinned={pinnedSource ?? null}
      knownBy={(sources) => sources.filter(({ kinds }) => kinds.includes('FX')).map(({ id }) => ({ source: id }))}
      onPin={(source, reason) => mutate(PinFxSourceMutation, { base, quote, source, reason })}
      onClose={onClose}
    />
  );
}
