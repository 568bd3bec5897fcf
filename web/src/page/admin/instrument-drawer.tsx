/** One instrument: its price and why, its splits, the source it is pinned to, what sources propose; and the tools for what is wrong. */

import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { fullDay, fullInstant, price } from '../../format/format.js';
import type { InstrumentQuery as InstrumentResult } from '../../gql/graphql.js';
import { AwaitedDrawer } from '../../kit/awaited-drawer.js';
import { Dialog } from '../../kit/dialog.js';
import { delisted } from '../../part/delisted.js';
import { KINDS, QUOTE_KINDS, sourceName } from '../../part/words.js';
import { DelistDialog, RelistConfirm } from './delisting.js';
import type { FullInstrument } from './documents.js';
import { InstrumentQuery } from './documents.js';
import { IDENTIFIERS, IdentifiersDialog } from './identifiers.js';
import { BackfillDialog, CorrectDialog, PinInstrument, WithdrawDialog } from './instrument-tools.js';
import { ProposalList } from './proposals.js';
import { RenameDialog } from './rename.js';
import { SplitPart } from './splits.js';
import { Verdict } from './verdict.js';

type Tool = 'RENAME' | 'NUMBERS' | 'DELIST' | 'RELIST' | 'CORRECT' | 'WITHDRAW' | 'PIN' | 'BACKFILL';

export function InstrumentDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, failure, reload } = useQuery(InstrumentQuery, { id });
  const [tool, setTool] = useState<Tool | null>(null);
  const instrument = data?.instrument;
  if (!instrument) {
    return (
      <AwaitedDrawer
        title="Instrument"
        answer={{ failure, reload }}
        missing="There is no such instrument"
        back="All instruments"
        onClose={onClose}
      />
    );
  }
  const { quote } = instrument;
  const done = () => setTool(null);
  return (
    <Dialog title={instrument.name} form="DRAWER" onClose={onClose}>
      <div className="form">
        <Facts instrument={instrument} symbols={data.sourceSymbols} onTool={setTool} />
        <PricePart instrument={instrument} onTool={setTool} />
        <SplitPart instrument={instrument} />
        {data.corporateActions.length > 0 && (
          <section aria-labelledby="instrument-proposals">
            <h3 id="instrument-proposals">What sources propose</h3>
            <ProposalList proposals={data.corporateActions} />
          </section>
        )}
      </div>
      {tool === 'RENAME' && <RenameDialog instrument={instrument} onClose={done} />}
      {tool === 'NUMBERS' && <IdentifiersDialog instrument={instrument} onClose={done} />}
      {tool === 'DELIST' && <DelistDialog instrument={instrument} onClose={done} />}
      {tool === 'RELIST' && <RelistConfirm instrument={instrument} onClose={done} />}
      {tool === 'CORRECT' && quote && <CorrectDialog instrument={instrument} quote={quote} onClose={done} />}
      {tool === 'WITHDRAW' && quote && <WithdrawDialog instrument={instrument} quote={quote} onClose={done} />}
      {tool === 'PIN' && <PinInstrument instrument={instrument} symbols={data.sourceSymbols} onClose={done} />}
      {tool === 'BACKFILL' && <BackfillDialog instrument={instrument} onClose={done} />}
    </Dialog>
  );
}

interface FactsProps {
  readonly instrument: FullInstrument;
  readonly symbols: InstrumentResult['sourceSymbols'];
  readonly onTool: (tool: Tool) => void;
}

function Facts({ instrument, symbols, onTool }: FactsProps) {
  const facts = [
    ['Kind', KINDS[instrument.kind].one],
    ['Currency', instrument.currency],
    ['Ticker', instrument.ticker],
    ['Venue', instrument.mic],
    ['ISIN', instrument.isin],
    ...IDENTIFIERS.map(({ key, label }) => [label, instrument[key]] as const),
    ['Scheme code', instrument.schemeCode],
    ['Multiplier', instrument.multiplier === '1' ? null : instrument.multiplier],
    ['Trading', instrument.delistedOn && delisted(instrument.delistedOn)],
    ['Pinned to', instrument.pinnedSource && sourceName(instrument.pinnedSource)],
    ...symbols.map(({ source, symbol, isEntered }) => [`At ${sourceName(source)}`, isEntered ? `${symbol}, entered` : symbol] as const),
  ] as const;
  return (
    <>
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
      <div className="row-actions">
        <button type="button" className="link" onClick={() => onTool('RENAME')}>
          Rename it
        </button>
        <button type="button" className="link" onClick={() => onTool('NUMBERS')}>
          Enter its numbers
        </button>
        <button type="button" className="link" onClick={() => onTool('DELIST')}>
          {instrument.delistedOn ? 'Correct its delisting' : 'Delist it'}
        </button>
        {instrument.delistedOn && (
          <button type="button" className="link" onClick={() => onTool('RELIST')}>
            Take its delisting back
          </button>
        )}
      </div>
    </>
  );
}

function PricePart({ instrument, onTool }: { instrument: FullInstrument; onTool: (tool: Tool) => void }) {
  const { quote } = instrument;
  return (
    <section aria-labelledby="instrument-price" className="form">
      <h3 id="instrument-price">Price</h3>
      {quote ? (
        <>
          <dl className="facts">
            <div className="facts-sum">
              <dt>{QUOTE_KINDS[quote.kind]}</dt>
              <dd>{price(quote.price, quote.currency)}</dd>
            </div>
            <div>
              <dt>Source</dt>
              <dd>{sourceName(quote.source)}</dd>
            </div>
            <div>
              <dt>Observed</dt>
              <dd>{fullInstant(quote.observedAt)}</dd>
            </div>
            <div>
              <dt>Its day</dt>
              <dd>{fullDay(quote.valueDate)}</dd>
            </div>
          </dl>
          {quote.verdict && <Verdict verdict={quote.verdict} figure={(said) => price(said, quote.currency)} />}
        </>
      ) : (
        <p className="muted">No price yet.</p>
      )}
      <div className="row-actions">
        {quote && (
          <>
            <button type="button" className="link" onClick={() => onTool('CORRECT')}>
              Correct the price
            </button>
            <button type="button" className="link" onClick={() => onTool('WITHDRAW')}>
              Withdraw the price
            </button>
          </>
        )}
        <button type="button" className="link" onClick={() => onTool('PIN')}>
          {instrument.pinnedSource ? 'Change the pin' : 'Pin a source'}
        </button>
        <button type="button" className="link" onClick={() => onTool('BACKFILL')}>
          Fetch past prices
        </button>
      </div>
    </section>
  );
}
