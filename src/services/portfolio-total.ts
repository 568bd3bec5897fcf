/**
 * The totals of all portfolios after a refresh of prices, watched or not, for lists, alerts and whoever adds them up. Positions stay
 * in typed columns between two runs, and only ledgers that changed are read again. Invariant: each total is what `valuePortfolio` gives.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { authorise } from '../domain/access.js';
import type { Currency } from '../domain/currency.js';
import { Decimal, MONEY_SCALE, ONE } from '../domain/decimal.js';
import type { InstrumentId, PortfolioId } from '../domain/ids.js';
import { type Instrument, InstrumentKind } from '../domain/instrument.js';
import { Portfolio } from '../domain/portfolio.js';
import { PortfolioBatch, PricedUnits, type Unit } from '../domain/portfolio-batch.js';
import { PortfolioTotal } from '../domain/portfolio-total.js';
import type { PriceBook } from '../domain/price-book.js';
import { usableQuote } from '../domain/pricing.js';
import type { Actor } from '../domain/user.js';
import { cashLines, openPositions, type PortfolioInput, valuePortfolio } from '../domain/valuation.js';
import type { Database } from '../storage/database.js';
import { loadPortfolios } from '../storage/query/portfolio.js';
import { keepTotals, portfolioPage, type VersionedPortfolio } from '../storage/query/portfolio-total.js';

/** Portfolios worked on between two pauses, read and written at once: some 20,000 positions. */
const PAGE = 1_000;
/** Changed portfolios read at once: folding their ledgers is work of this process, and others must have their turn in between. */
const LOAD = 16;
const MONEY_UNIT = new Decimal(10).pow(MONEY_SCALE);

interface Page {
  readonly batch: PortfolioBatch;
  /** Where each portfolio is in the batch, and the version of its ledger there. */
  readonly places: ReadonlyMap<PortfolioId, Place>;
}

interface Place {
  readonly place: number;
  readonly ledgerVersion: number;
  readonly base: Currency;
}

interface Row {
  readonly unit: number;
  readonly amount: Decimal;
}

/** What a row is of: an instrument, or cash, into a base currency. */
interface UnitKey {
  readonly instrumentId: InstrumentId | null;
  readonly currency: Currency;
  readonly base: Currency;
}

export class PortfolioTotals {
  private readonly instruments = new Map<InstrumentId, Instrument>();
  private readonly unitPlaces = new Map<string, number>();
  private readonly units: UnitKey[] = [];
  private pages: Page[] = [];
  /** Those a product does not value: a split is not in the prices yet. */
  private readonly unusual = new Set<PortfolioId>();

  constructor(
    private readonly database: Database,
    private readonly prices: PriceBook,
    private readonly now: () => Date,
  ) {}

  /** One run over everybody. @returns what was done, in words */
  async run(signal: AbortSignal): Promise<string | null> {
    const counts = { valued: 0, changed: 0, loaded: 0, byDefinition: 0 };
    // Of one moment for everybody.
    const priced = new PricedUnits();
    let after: PortfolioId | null = null;
    for (let number = 0; !signal.aborted; number += 1) {
      const found: VersionedPortfolio[] = await this.database.readLagging((em) => portfolioPage(em, { after, limit: PAGE }));
      const last = found.at(-1);
      if (!last) {
        this.pages = this.pages.slice(0, number);
        break;
      }
      after = last.id;
      const { page, loaded } = await this.refreshed(this.pages[number], found);
      this.pages[number] = page;
      const { totals, byDefinition } = await this.totalsOf(priced, page, found);
      counts.changed += await this.database.write((em) => keepTotals(em, totals, this.now()));
      counts.valued += found.length;
      counts.loaded += loaded;
      counts.byDefinition += byDefinition;
      await breathe();
    }
    if (counts.valued === 0) return null;
    return `Valued ${counts.valued} portfolios: ${counts.changed} changed, ${counts.loaded} read anew, ${counts.byDefinition} one by one.`;
  }

  /** The kept totals of the actor's own portfolios; null where none is kept yet, and where a portfolio is not the actor's. */
  async kept(actor: Actor | null, ids: readonly PortfolioId[]): Promise<(PortfolioTotal | null)[]> {
    authorise(actor, 'portfolio:read');
    const found = await this.database.read(async (em) => {
      const own = await em.find(Portfolio, { id: { $in: [...ids] }, userId: actor.userId });
      return em.find(PortfolioTotal, { portfolioId: { $in: own.map(({ id }) => id) } });
    });
    const byId = new Map(found.map((each) => [each.portfolioId, each]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The page with what changed since read again; rows that did not change are copied. */
  private async refreshed(old: Page | undefined, found: readonly VersionedPortfolio[]): Promise<{ page: Page; loaded: number }> {
    const isStale = ({ id, ledgerVersion, baseCurrency }: VersionedPortfolio) => {
      const place = old?.places.get(id);
      return place?.ledgerVersion !== ledgerVersion || place.base !== baseCurrency;
    };
    const stale = found.filter(isStale);
    if (old && stale.length === 0) return { page: old, loaded: 0 };
    const rowsOf = new Map<PortfolioId, { readonly rows: readonly Row[]; readonly ledgerVersion: number }>();
    for (let start = 0; start < stale.length; start += LOAD) {
      for (const input of await this.load(stale.slice(start, start + LOAD))) {
        rowsOf.set(input.portfolioId, { rows: this.rowsOf(input), ledgerVersion: input.ledgerVersion });
      }
      await breathe();
    }
    const fresh = [...rowsOf.values()].reduce((sum, { rows }) => sum + rows.length, 0);
    const batch = new PortfolioBatch({ portfolios: found.length, rows: fresh + (old?.batch.size() ?? 0) });
    const places = new Map<PortfolioId, Place>();
    for (const [index, { id, ledgerVersion, baseCurrency: base }] of found.entries()) {
      // Twenty positions turned into integers take some fifty microseconds.
      if (index % LOAD === 0) await breathe();
      const given = rowsOf.get(id);
      const kept = old?.places.get(id);
      if (given) places.set(id, { place: batch.add(given.rows), ledgerVersion: given.ledgerVersion, base });
      else if (old && kept) places.set(id, { place: batch.copy(old.batch, kept.place), ledgerVersion, base });
    }
    return { page: { batch, places }, loaded: stale.length };
  }

  private async totalsOf(priced: PricedUnits, page: Page, found: readonly VersionedPortfolio[]) {
    const { batch, places } = page;
    for (let unit = priced.factors.length; unit < this.units.length; unit += 1) priced.add(this.unitOf(this.units[unit] as UnitKey));
    const scaled = new Float64Array(places.size);
    batch.value(priced, scaled);
    const totals: { portfolioId: PortfolioId; total: string; ledgerVersion: number }[] = [];
    const others: VersionedPortfolio[] = [];
    for (const portfolio of found) {
      const at = places.get(portfolio.id);
      if (!at) continue;
      const quick = scaled[at.place] as number;
      const total = Number.isNaN(quick) ? batch.exactTotal(priced, at.place) : new Decimal(quick).div(MONEY_UNIT);
      if (total === null || this.unusual.has(portfolio.id)) others.push(portfolio);
      else totals.push({ portfolioId: portfolio.id, total: total.toFixed(), ledgerVersion: at.ledgerVersion });
    }
    for (let start = 0; start < others.length; start += LOAD) {
      for (const input of await this.load(others.slice(start, start + LOAD))) {
        const { total } = valuePortfolio(input, this.prices, (id) => this.instruments.get(id) as Instrument, this.now());
        totals.push({ portfolioId: input.portfolioId, total: total.toFixed(), ledgerVersion: input.ledgerVersion });
      }
      await breathe();
    }
    return { totals, byDefinition: others.length };
  }

  private load(portfolios: readonly VersionedPortfolio[]): Promise<PortfolioInput[]> {
    return this.database.readLagging((em) => loadPortfolios(em, portfolios, this.instruments));
  }

  private rowsOf(input: PortfolioInput): Row[] {
    const base = input.baseCurrency;
    const positions = openPositions(input);
    if (positions.some(({ recentSplits }) => recentSplits.length > 0)) this.unusual.add(input.portfolioId);
    else this.unusual.delete(input.portfolioId);
    const held = positions.map(({ instrumentId, quantity }) => {
      const { currency } = this.instruments.get(instrumentId) as Instrument;
      return { unit: this.placeOf({ instrumentId, currency, base }), amount: quantity };
    });
    return [
      ...held,
      ...cashLines(input).map(({ currency, amount }) => ({ unit: this.placeOf({ instrumentId: null, currency, base }), amount })),
    ];
  }

  private placeOf(key: UnitKey): number {
    const text = `${key.instrumentId ?? key.currency} ${key.base}`;
    const known = this.unitPlaces.get(text);
    if (known !== undefined) return known;
    this.unitPlaces.set(text, this.units.length);
    return this.units.push(key) - 1;
  }

  private unitOf({ instrumentId, currency, base }: UnitKey): Unit {
    const conversion = this.prices.cross(currency, base);
    if (instrumentId === null) return { price: ONE, conversion };
    const instrument = this.instruments.get(instrumentId) as Instrument;
    const quote = usableQuote(this.prices.quote(instrumentId), instrument);
    const price = quote?.price ?? (instrument.kind === InstrumentKind.CASH ? ONE : null);
    return { price: price?.times(instrument.multiplier) ?? null, conversion };
  }
}
