/** The services, and the resolvers on top of them. */
import type { SourceId } from '../domain/ids.js';
import type { PriceBook } from '../domain/price-book.js';
import { Adjustment, isDated, type QuoteKind } from '../domain/quote.js';
import { isPushed, PUSHED, pushedInfo, type SourceInfo } from '../domain/source.js';
import type { Pipeline } from '../ingestion/pipeline.js';
import type { PushedHealth } from '../ingestion/pushed-health.js';
import type { IngestionLoop } from '../ingestion/schedule.js';
import type { RawObservation, Source } from '../ingestion/source.js';
import type { SymbolBook } from '../ingestion/symbols.js';
import { AccountResolver, PortfolioResolver } from '../resolvers/account.js';
import {
  AllocationHistoryResolver,
  AllocationResolver,
  AllocationSeriesResolver,
  AllocationSliceResolver,
} from '../resolvers/allocation.js';
import { DelistingResolver } from '../resolvers/delisting.js';
import { ExplanationResolver } from '../resolvers/explanation.js';
import { ExportResolver } from '../resolvers/export.js';
import { HistoryResolver } from '../resolvers/history.js';
import { ImportResolver } from '../resolvers/import.js';
import { IncomePaymentResolver, IncomeReportResolver, InstrumentIncomeResolver } from '../resolvers/income.js';
import { InstrumentResolver, QuoteResolver } from '../resolvers/instrument.js';
import { IntradayResolver } from '../resolvers/intraday.js';
import { JobResolver } from '../resolvers/job.js';
import { MembershipResolver } from '../resolvers/membership.js';
import { ContributionResolver, ContributionsResolver, PerformanceResolver } from '../resolvers/performance.js';
import { PositionPreviewResolver, PreviewResolver } from '../resolvers/preview.js';
import { HeldQuoteResolver, QuoteDisagreementResolver, QuoteProvenanceResolver } from '../resolvers/provenance.js';
import { RealisedGainReportResolver, RealisedGainResolver } from '../resolvers/realised-gain.js';
import { openSchema } from '../resolvers/schema.js';
import { ServiceResolver } from '../resolvers/service.js';

import { InstrumentSplitResolver, SplitResolver } from '../resolvers/split.js';
import { TargetResolver } from '../resolvers/target.js';
import { TransactionContentResolver, TransactionResolver, TransactionRevisionResolver } from '../resolvers/transaction.js';

import { GapResolver, HoldingResolver, ValuationResolver } from '../resolvers/valuation.js';
import { AccountService } from '../services/account.js';
import { AllocationService } from '../services/allocation.js';
import { DelistingService } from '../services/delisting.js';
import { ExplanationService } from '../services/explanation.js';
import { ExportService } from '../services/export.js';
import { HistoryService } from '../services/history.js';
import { ImportService } from '../services/import.js';
import { IncomeService } from '../services/income.js';
import { InstrumentService } from '../services/instrument.js';
import { IntradayService } from '../services/intraday.js';
import type { JobService } from '../services/job.js';
import type { KeptDays } from '../services/kept-day.js';
import type { LiveValuations } from '../services/live.js';
import { MembershipService } from '../services/membership.js';
import { PerformanceService } from '../services/performance.js';
import { PortfolioService } from '../services/portfolio.js';
import { PortfolioHeads } from '../services/portfolio-head.js';
import type { PortfolioTotals } from '../services/portfolio-total.js';
import { PresentLedgers } from '../services/present-ledger.js';
import { PreviewService } from '../services/preview.js';
import { type HeldQuote, ProvenanceService, type Release } from '../services/provenance.js';
import { QuoteService } from '../services/quote.js';
import type { HeldRate } from '../services/rate-provenance.js';
import { RealisedGainService } from '../services/realised-gain.js';
import { SeriesService } from '../services/series.js';
import type { ServiceInfo } from '../services/service.js';
import { SplitService } from '../services/split.js';
import { TargetService } from '../services/target.js';
import { TransactionService } from '../services/transaction.js';
import { ValuationRates } from '../services/valuation-rate.js';
import type { Database } from '../storage/database.js';
import { instrumentsNamed } from '../storage/query/symbol.js';
import type { Alerts } from './alerts.js';
import { now } from './clock.js';
import type { Core } from './core.js';
import { openIdentityResolvers } from './identity-resolver.js';
import { openSourceResolvers, pinnableAmong } from './source-resolver.js';

/** What the API is made of. */
export interface ApiParts {
  readonly core: Core;
  readonly prices: PriceBook;
  readonly live: LiveValuations;
  readonly pipeline: Pipeline;
  readonly symbols: SymbolBook;
  readonly loop: IngestionLoop;
  readonly pushed: PushedHealth;
  readonly jobs: JobService;
  readonly totals: PortfolioTotals;
  readonly keptDays: KeptDays;
  readonly info: ServiceInfo;
  readonly infos: readonly SourceInfo[];
  readonly alerts: Alerts;
  readonly sources: readonly Source[];
}

/** The services, and the resolvers on top of them. */
export async function openApi(parts: ApiParts) {
  const { core, prices, live, pipeline, symbols, loop, pushed, jobs, totals, keptDays, info, infos, sources, alerts } = parts;
  const { database, bus } = core;
  const instruments = new InstrumentService(database, bus, prices, now);
  await instruments.listen();
  const accounts = new AccountService(database, bus, now);
  const heads = new PortfolioHeads(database);
  const ledgers = new PresentLedgers(database);
  const portfolios = new PortfolioService({ database, heads, ledgers, prices, live }, now);
  const transactions = new TransactionService(database, bus, now);
  const quotes = openQuotes({ database, pipeline, symbols, pushed });
  const splits = new SplitService(database, bus, now);
  const series = new SeriesService({ database, heads, ledgers, kept: keptDays, prices }, now);
  const histories = new HistoryService(database, series, prices, now);
  const targets = new TargetService(database, now);
  const pinnable = pinnableAmong(infos, sources, symbols);
  const schema = await openSchema([
    ...openIdentityResolvers(core),
    new AccountResolver(accounts, portfolios, transactions),
    new PortfolioResolver(accounts, portfolios, totals),
    new MembershipResolver(new MembershipService(database, bus, now)),
    new InstrumentResolver(instruments, now),
    new QuoteResolver(info, now),
    new QuoteProvenanceResolver(new ProvenanceService(database, bus, releaser({ pipeline, symbols, infos }), pinnable, now), now),
    new HeldQuoteResolver(),
    new QuoteDisagreementResolver(),
    new TransactionResolver(transactions),
    new PreviewResolver(new PreviewService(database, transactions)),
    new PositionPreviewResolver(),
    new TransactionContentResolver(),
    new TransactionRevisionResolver(),
    new ImportResolver(new ImportService(database, transactions, now)),
    new ExportResolver(new ExportService(database, now)),
    new ExplanationResolver(new ExplanationService(database, portfolios, now)),
    new ValuationResolver(portfolios, new ValuationRates(database, prices, now)),
    new HoldingResolver(info),
    new GapResolver(),
    new ServiceResolver(info, quotes),
    new JobResolver(jobs),
    ...openSourceResolvers({ database, bus, sources, symbols, loop, pushed, splits, pinnable, releaseRate: rateReleaser(pipeline, infos) }),
    new RealisedGainReportResolver(new RealisedGainService(database, now)),
    new RealisedGainResolver(),
    new IncomeReportResolver(new IncomeService(database, portfolios, now)),
    new IncomePaymentResolver(),
    new InstrumentIncomeResolver(),
    new HistoryResolver(histories),
    new IntradayResolver(new IntradayService(database, prices, now)),
    new SplitResolver(splits),
    new InstrumentSplitResolver(),
    new DelistingResolver(new DelistingService(database, bus, now)),
    new TargetResolver(targets),
    new AllocationResolver(new AllocationService({ accounts, portfolios, instruments, targets, histories })),
    new AllocationSliceResolver(),
    new AllocationHistoryResolver(),
    new AllocationSeriesResolver(),
    new PerformanceResolver(new PerformanceService(database, series, prices)),
    new ContributionsResolver(),
    new ContributionResolver(),
    ...alerts.resolvers,
  ]);
  return { schema, instruments };
}

/** What institutions push. */
function openQuotes({
  database,
  pipeline,
  symbols,
  pushed,
}: {
  database: Database;
  pipeline: Pipeline;
  symbols: SymbolBook;
  pushed: PushedHealth;
}): QuoteService {
  return new QuoteService(database, {
    kindsOf: async (source, names) => {
      await symbols.settled();
      const unknown = names.filter((name) => !symbols.resolve(source.id, name));
      if (unknown.length > 0) {
        // They may have been made a moment ago on another instance.
        const made = await database.read((em) => instrumentsNamed(em, { sources: [source.id, PUSHED], names: unknown }));
        if (made.length > 0) await symbols.refresh(made);
      }
      return (name) => symbols.resolve(source.id, name)?.kind ?? null;
    },
    ingest: async (source, observations, options) => {
      // Whoever has just pinned a source or entered a split means it for what comes next.
      await symbols.settled();
      const results = await pipeline.ingest(source, observations as readonly RawObservation[], options);
      pushed.ingested(source, results);
      return results;
    },
  });
}

/** Hands a held price in again in the name of its source, vouched for by an administrator. */
function releaser({ pipeline, symbols, infos }: { pipeline: Pipeline; symbols: SymbolBook; infos: readonly SourceInfo[] }) {
  return async (held: HeldQuote): Promise<Release> => {
    if (!symbols.instrument(held.instrumentId)) await symbols.refresh([held.instrumentId]);
    const kind = held.kind as QuoteKind;
    const raw: RawObservation = {
      type: 'quote',
      symbol: held.instrumentId,
      kind,
      price: held.figure.toFixed(),
      currency: symbols.instrument(held.instrumentId)?.currency ?? null,
      observedAt: isDated(kind) ? null : held.observedAt,
      valueDate: isDated(kind) ? held.valueDate : null,
      previousClose: null,
      adjustment: Adjustment.NONE,
    };
    const [result] = await pipeline.ingest(infoOf(infos, held.source), [raw], { confirmed: true });
    return result as Release;
  };
}

function rateReleaser(pipeline: Pipeline, infos: readonly SourceInfo[]) {
  return async ({ base, quote, figure, observedAt, source }: HeldRate): Promise<Release> => {
    const raw: RawObservation = { type: 'rate', base, quote, rate: figure.toFixed(), observedAt, valueDate: null };
    const [result] = await pipeline.ingest(infoOf(infos, source), [raw], { confirmed: true });
    return result as Release;
  };
}

function infoOf(infos: readonly SourceInfo[], source: SourceId): SourceInfo {
  return infos.find(({ id }) => id === source) ?? pushedInfo(isPushed(source) ? source : PUSHED);
}
