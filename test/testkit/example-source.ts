/** Closing words of the Example Exchange: shares and ETFs of one venue, at most 50 at a time. */
import { z } from 'zod';
import type { SourceId } from '../../src/domain/ids.js';
import { Adjustment, QuoteKind } from '../../src/domain/quote.js';
import type { SourceInfo } from '../../src/domain/source.js';
import { readAnswer } from '../../src/ingestion/answer.js';
import type { HttpClient } from '../../src/ingestion/http.js';
import type { PollResult, RawQuote, Source, SourceCapabilities } from '../../src/ingestion/source.js';

/** Numbers reach the schema as their own text, so that no digit is lost. */
const Answer = z.array(z.object({ code: z.string(), last: z.string(), ccy: z.string(), at: z.iso.datetime() }));

export class ExampleSource implements Source {
  readonly info: SourceInfo = { id: 'example' as SourceId, name: 'Example Exchange', simulated: false, priority: 30 };
  readonly capabilities: SourceCapabilities = {
    kinds: ['EQUITY', 'ETF'],
    mics: ['XEXA'],
    maxBatch: 50,
    stream: false,
    adjusted: Adjustment.NONE,
    delayMinutes: 15,
    commercialUse: true,
    limits: { deadlineMs: 10_000, spacingMs: 1000, quota: { MINUTE: 30 } },
  };

  constructor(private readonly options: { readonly baseUrl: string; readonly http: HttpClient; readonly key: string }) {}

  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const { baseUrl, http, key } = this.options;
    const url = `${baseUrl}/last?codes=${symbols.map(encodeURIComponent).join(',')}`;
    const answer = await http.get({ url, signal, headers: { 'x-api-key': key } });
    const rows = readAnswer(Answer, answer, this.info.name);
    const answered = new Set(rows.map(({ code }) => code));
    const missing = symbols.filter((symbol) => !answered.has(symbol));
    return { observations: rows.map(quoteOf), missing, failures: [], warnings: [] };
  }
}

function quoteOf({ code, last, ccy, at }: z.infer<typeof Answer>[number]): RawQuote {
  return {
    type: 'quote',
    symbol: code,
    kind: QuoteKind.LAST,
    price: last,
    currency: ccy,
    observedAt: new Date(at),
    valueDate: null,
    previousClose: null,
    adjustment: Adjustment.NONE,
  };
}
