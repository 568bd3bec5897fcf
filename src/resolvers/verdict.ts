/** Why a price or a rate stands, as the API shows it. */
import { Decimal } from '../domain/decimal.js';
import { type QuoteVerdict, RULE_MESSAGES } from '../domain/verdict.js';
import type { QuoteVerdictView } from '../schema/provenance.js';

export function verdictView({ rule, losers }: QuoteVerdict): QuoteVerdictView {
  return {
    rule,
    message: RULE_MESSAGES[rule],
    losers: losers.map(({ source, price, observedAt }) => ({ source, price: new Decimal(price), observedAt: new Date(observedAt) })),
  };
}
