/**
 * The euro reference rates of the European Central Bank: units of each currency for one euro, once a day. On weekends
 * and TARGET holidays there is no new file, and the last rates stay in force.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { addDays, type Day, dayIn, tryParseDay } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { HttpClient } from '../http.js';
import type { PollResult, RawRate, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';

export const ECB = 'ecb' as SourceId;

const FOLDER = '/stats/eurofxref';
const DEADLINE_MS = 30_000;
const BYTES_MAX = 32 * 1024 * 1024;
/** The shorter history holds 90 days; asked a little earlier, so that its oldest day is surely in it. */
const SHORT_HISTORY_DAYS = 85;

export interface EcbOptions {
  readonly baseUrl: string;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  readonly now?: () => Date;
}

export class EcbSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities = {
    kinds: ['FX'],
    mics: [],
    maxBatch: Number.POSITIVE_INFINITY,
    stream: false,
    adjusted: Adjustment.NONE,
    delayMinutes: null,
    commercialUse: true,
    limits: { deadlineMs: DEADLINE_MS, spacingMs: 1000 },
  };
  private readonly http: HttpClient;
  private readonly now: () => Date;
  private lastGood: { readonly rates: readonly RawRate[]; readonly etag: string | null; readonly modified: string | null } | null = null;

  constructor(private readonly options: EcbOptions) {
    this.info = options.info ?? { id: ECB, name: 'European Central Bank', simulated: false, priority: 20 };
    this.http = options.http ?? new HttpClient();
    this.now = options.now ?? this.http.now;
  }

  /** Every rate of the latest day, whatever is asked. */
  async poll(_symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    const { lastGood } = this;
    const headers: Record<string, string> = {};
    if (lastGood?.etag) headers['if-none-match'] = lastGood.etag;
    if (lastGood?.modified) headers['if-modified-since'] = lastGood.modified;
    const answer = await this.get('eurofxref-daily.xml', signal, headers);
    // Unchanged: the same rates again, since the last delivery may not have been stored.
    if (answer.status === 304 && lastGood) return result(lastGood.rates);
    const rates = parseRates(answer.text);
    this.lastGood = { rates, etag: answer.headers.get('etag'), modified: answer.headers.get('last-modified') };
    return result(rates);
  }

  async history(_symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    const isShort = from >= addDays(dayIn('Europe/Berlin', this.now()), -SHORT_HISTORY_DAYS);
    const answer = await this.get(isShort ? 'eurofxref-hist-90d.xml' : 'eurofxref-hist.xml', signal);
    const rates = parseRates(answer.text).filter(({ valueDate }) => valueDate !== null && valueDate >= from && valueDate <= to);
    return result(rates);
  }

  private get(file: string, signal: AbortSignal, headers: Record<string, string> = {}) {
    const url = `${this.options.baseUrl.replace(/\/$/, '')}${FOLDER}/${file}`;
    return this.http.get({ url, signal, headers, deadlineMs: DEADLINE_MS, bytesMax: BYTES_MAX });
  }
}

const Rates = z.object({
  Envelope: z.object({
    Cube: z.array(
      z.object({
        Cube: z.array(
          z.object({
            time: z.string(),
            Cube: z.array(z.object({ currency: z.string(), rate: z.string() })).min(1),
          }),
        ),
      }),
    ),
  }),
});

// Values stay text: a rate keeps its digits, and an entity is never expanded.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  removeNSPrefix: true,
  processEntities: false,
  isArray: (name) => name === 'Cube',
});

/**
 * The rates of every day in a file, base EUR.
 * @throws SourceError when the file is cut off or is not one of theirs
 */
export function parseRates(text: string): RawRate[] {
  const refuse = (why: string) => new SourceError(SourceErrorKind.MALFORMED, `The file of rates ${why}.`, { excerpt: text.slice(0, 2048) });
  if (XMLValidator.validate(text) !== true) throw refuse('is not complete XML');
  const parsed = Rates.safeParse(parseXml(text));
  if (!parsed.success) throw refuse('does not have the known form');
  const days = parsed.data.Envelope.Cube.flatMap((cube) => cube.Cube);
  return days.flatMap(({ time, Cube: rates }) => {
    const valueDate = tryParseDay(time);
    if (!valueDate) throw refuse(`has an impossible day, ${time.slice(0, 20)}`);
    return rates.map(({ currency, rate }): RawRate => ({ type: 'rate', base: 'EUR', quote: currency, rate, observedAt: null, valueDate }));
  });
}

/** Null for what the parser refuses, such as names that would reach into prototypes. */
function parseXml(text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    return null;
  }
}

function result(observations: readonly RawRate[]): PollResult {
  return { observations, missing: [], failures: [], warnings: [] };
}
