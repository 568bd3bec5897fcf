/** The drawer that says what a figure was made of. Loaded when a first figure is asked about. */
import { Dialog } from '../kit/dialog.js';
import { Icon } from '../part/icon.js';
import '../style/why.css';
import { WhyCash } from './cash.js';
import { WhyHolding } from './holding.js';
import { WhyIncome } from './income.js';
import { WhyPrice } from './price.js';
import { WhyReturn } from './return.js';
import { WhyDayChange, WhyGain, WhyTotal } from './whole.js';
import type { HoldingFigure, WhyTarget } from './why.js';

interface WhyDrawerProps {
  readonly target: WhyTarget;
  readonly onClose: () => void;
  /** To the figure before; null at the first. */
  readonly onBack: (() => void) | null;
}

export function WhyDrawer({ target, onClose, onBack }: WhyDrawerProps) {
  return (
    <Dialog title={titleOf(target)} form="DRAWER" onClose={onClose}>
      <div className="why-body" key={JSON.stringify(target)}>
        {onBack && (
          <button type="button" className="link why-back" onClick={onBack}>
            <Icon name="back" />
            Back
          </button>
        )}
        <Explanation target={target} />
      </div>
    </Dialog>
  );
}

function Explanation({ target }: { target: WhyTarget }) {
  switch (target.kind) {
    case 'TOTAL':
      return <WhyTotal />;
    case 'DAY_CHANGE':
      return <WhyDayChange />;
    case 'GAIN':
      return <WhyGain />;
    case 'HOLDING':
      return <WhyHolding holdingId={target.holdingId} figure={target.figure} />;
    case 'CASH':
      return <WhyCash accountId={target.accountId} currency={target.currency} />;
    case 'PRICE':
      return <WhyPrice instrumentId={target.instrumentId} />;
    case 'RETURN':
      return <WhyReturn name={target.name} range={target.range} instrumentId={target.instrumentId ?? null} />;
    case 'INCOME':
      return <WhyIncome />;
  }
}

const FIGURES: Record<HoldingFigure, string> = {
  price: 'Why this price?',
  value: 'Why this value?',
  dayChange: 'Why this day change?',
  unrealisedGain: 'Why this gain?',
  costBasis: 'Why this cost?',
};
const RETURNS = { simpleReturn: 'Why this simple return?', twr: 'Why this TWR?', irr: 'Why this IRR?' } as const;

function titleOf(target: WhyTarget): string {
  switch (target.kind) {
    case 'TOTAL':
      return 'Why this total?';
    case 'DAY_CHANGE':
      return 'Why this day change?';
    case 'GAIN':
      return 'Why this gain?';
    case 'HOLDING':
      return FIGURES[target.figure];
    case 'CASH':
      return 'Why this balance?';
    case 'PRICE':
      return 'Why this price?';
    case 'RETURN':
      return RETURNS[target.name];
    case 'INCOME':
      return 'Why this income?';
  }
}
