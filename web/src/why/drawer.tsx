/** The drawer that says what a figure was made of. Loaded when a first figure is asked about. */
import { Dialog } from '../kit/dialog.js';
import { Icon } from '../kit/icon.js';
import '../style/why.css';
import { WhyCash } from './cash.js';
import { WhyContribution } from './contribution.js';
import { WhyDay } from './day.js';
import { WhyFiring } from './firing.js';
import { WhyHolding } from './holding.js';
import { WhyIncome } from './income.js';
import { WhyPart, WhyRest } from './part.js';
import { WhyPrice } from './price.js';
import { WhyRealised } from './realised.js';
import { WhyReturn } from './return.js';
import { WhyRisk } from './risk.js';
import { WhyCost, WhyDayChange, WhyFreshness, WhyGain, WhyGroup, WhyShare, WhySlice, WhyTotal } from './whole.js';
import type { HoldingFigure, IncomeName, PartName, ReturnName, RiskName, WhyTarget } from './why.js';
import { WhyWorth } from './worth.js';

interface WhyDrawerProps {
  readonly target: WhyTarget;
  readonly onClose: () => void;
  /** To the figure before; null at the first. */
  readonly onBack: (() => void) | null;
}

export function WhyDrawer({ target, onClose, onBack }: WhyDrawerProps) {
  return (
    <Dialog title={`Why ${nameOf(target)}?`} form="DRAWER" onClose={onClose}>
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
    case 'COST':
      return <WhyCost />;
    case 'SLICE':
      return <WhySlice by={target.by} sliceKey={target.key} name={target.name} />;
    case 'FRESHNESS':
      return <WhyFreshness freshness={target.freshness} />;
    case 'HOLDING':
      return <WhyHolding holdingId={target.holdingId} figure={target.figure} day={target.day ?? null} />;
    case 'GROUP':
      return <WhyGroup figure={target.figure} name={target.name} holdingIds={target.holdingIds} />;
    case 'SHARE':
      return <WhyShare holdingId={target.holdingId} />;
    case 'CASH':
      return <WhyCash accountId={target.accountId} currency={target.currency} day={target.day ?? null} />;
    case 'PRICE':
      return <WhyPrice instrumentId={target.instrumentId} />;
    case 'FIRING':
      return <WhyFiring alert={target.alert} />;
    default:
      return <ExplanationOfTime target={target} />;
  }
}

type Momentary =
  | 'TOTAL'
  | 'DAY_CHANGE'
  | 'GAIN'
  | 'COST'
  | 'SLICE'
  | 'FRESHNESS'
  | 'HOLDING'
  | 'GROUP'
  | 'SHARE'
  | 'CASH'
  | 'PRICE'
  | 'FIRING';

function ExplanationOfTime({ target }: { target: Exclude<WhyTarget, { readonly kind: Momentary }> }) {
  switch (target.kind) {
    case 'RETURN':
      return <WhyReturn name={target.name} period={target.period} instrumentId={target.instrumentId ?? null} />;
    case 'RISK':
      return <WhyRisk name={target.name} period={target.period} benchmarkId={target.benchmarkId} />;
    case 'PART':
      return <WhyPart part={target.part} period={target.period} />;
    case 'REST':
      return <WhyRest period={target.period} />;
    case 'CONTRIBUTION':
      return <WhyContribution instrumentId={target.instrumentId} period={target.period} />;
    case 'DAY':
      return <WhyDay day={target.day} />;
    case 'WORTH':
      return <WhyWorth day={target.day} instrumentId={target.instrumentId ?? null} />;
    case 'INCOME':
      return <WhyIncome figure={target.figure} period={target.period ?? null} instrumentId={target.instrumentId ?? null} />;
    case 'REALISED':
      return <WhyRealised period={target.period} instrumentId={target.instrumentId ?? null} />;
  }
}

const FIGURES: Record<HoldingFigure, string> = {
  quantity: 'this many units',
  price: 'this price',
  value: 'this value',
  dayChange: 'this day change',
  unrealisedGain: 'this gain',
  costBasis: 'this cost',
};
const RETURNS: Record<ReturnName, string> = {
  simpleReturn: 'this simple return',
  twr: 'this TWR',
  twrAnnualised: 'this TWR per year',
  irr: 'this IRR',
};
const PARTS: Record<PartName, string> = {
  inflow: 'this much came in',
  outflow: 'this much went out',
  priceGain: 'this gain by prices',
  currencyGain: 'this gain by exchange rates',
  income: 'this income',
  fees: 'these fees',
  taxes: 'these taxes',
};
const RISKS: Record<RiskName, string> = {
  volatility: 'this volatility',
  sharpe: 'this Sharpe ratio',
  sortino: 'this Sortino ratio',
  valueAtRisk: 'this value at risk',
  maxDrawdown: 'this drawdown',
  beta: 'this beta',
  trackingError: 'this tracking error',
  benchmarkReturn: 'this return of the benchmark',
  excessReturn: 'this difference',
};
const INCOMES: Record<IncomeName, string> = {
  gross: 'this income',
  net: 'this net income',
  yieldOnValue: 'this yield',
  yieldOnCost: 'this yield on cost',
};
const WHOLES = {
  TOTAL: 'this total',
  DAY_CHANGE: 'this day change',
  GAIN: 'this gain',
  COST: 'this cost',
  SLICE: 'this part',
  FRESHNESS: 'this many',
  SHARE: 'this share',
  CASH: 'this balance',
  PRICE: 'this price',
  FIRING: 'this alert',
  CONTRIBUTION: 'this contribution',
  REST: 'this rest',
  DAY: 'this day',
  WORTH: 'this value',
  REALISED: 'this realised gain',
} as const;

function nameOf(target: WhyTarget): string {
  if (target.kind === 'HOLDING' || target.kind === 'GROUP') return FIGURES[target.figure];
  if (target.kind === 'RETURN') return RETURNS[target.name];
  if (target.kind === 'PART') return PARTS[target.part];
  if (target.kind === 'RISK') return RISKS[target.name];
  if (target.kind === 'INCOME') return INCOMES[target.figure];
  return WHOLES[target.kind];
}
