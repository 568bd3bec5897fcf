/**
 * One small HTTP client for every polled source, over the global fetch. Whatever a server does (slow, huge, cut off, HTML
 * instead of data, redirecting elsewhere), the caller gets the text it asked for or one SourceError, within its deadline.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from '../network.js';
import { SourceError, SourceErrorKind } from './source-error.js';

const MEGABYTE = 1024 * 1024;
const DEFAULT_BYTES_MAX = 8 * MEGABYTE;
const DEFAULT_DEADLINE_MS = 10_000;
/** Until the answer begins: connecting, redirects and the server's thinking. */
const BEGIN_MS_MAX = 15_000;
const REDIRECTS_MAX = 3;
const EXCERPT_CHARACTERS = 2048;
/** Far enough for any honest server; a Retry-After beyond it is taken as this. */
const RETRY_AFTER_MS_MAX = 24 * 3_600_000;

export interface HttpRequest {
  readonly url: string;
  readonly signal?: AbortSignal;
  /** The whole call, body included. */
  readonly deadlineMs?: number;
  readonly bytesMax?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses the caller reads itself, besides 200 to 299 and 304. */
  readonly expected?: readonly number[];
  /** What the source means by a status, where it differs from the usual. */
  readonly meaning?: Readonly<Record<number, SourceErrorKind>>;
  /** What the call costs of the source's budget; 1 unless given. */
  readonly cost?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Empty for 304. */
  readonly text: string;
  readonly headers: Headers;
  /** The beginning of the text without secrets, for an error that the caller raises. */
  readonly excerpt: string;
}

/** Takes what a call costs out of the source's budget. @throws SourceError when there is not enough of it left */
export type Meter = (cost: number) => Promise<void>;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export class HttpClient {
  /** The clock of whoever asks through it, too. */
  readonly now: () => Date;
  private readonly fetch: Fetch;
  private readonly userAgent: string;
  private readonly meter: Meter | null;
  private readonly secrets: readonly string[];

  /** @param options.secrets keys, which are taken out of every text that may be logged, even where a server repeats them */
  constructor(options: { fetch?: Fetch; now?: () => Date; userAgent?: string; meter?: Meter; secrets?: readonly string[] } = {}) {
    this.meter = options.meter ?? null;
    this.secrets = (options.secrets ?? []).filter((secret) => secret !== '');
    this.fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.now = options.now ?? (() => new Date());
    this.userAgent = options.userAgent ?? 'Mozilla/5.0 (compatible; Tidemark)';
  }

  /** @throws SourceError */
  async get(request: HttpRequest): Promise<HttpAnswer> {
    await this.meter?.(request.cost ?? 1);
    const deadlineMs = request.deadlineMs ?? DEFAULT_DEADLINE_MS;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), deadlineMs);
    const beginTimer = setTimeout(() => deadline.abort(), Math.min(deadlineMs, BEGIN_MS_MAX));
    const signal = request.signal ? AbortSignal.any([request.signal, deadline.signal]) : deadline.signal;
    try {
      const response = await this.follow(request, signal);
      clearTimeout(beginTimer);
      const text = response.status === 304 ? '' : await readText(response, request.bytesMax ?? DEFAULT_BYTES_MAX);
      this.check(request, response, text);
      return { status: response.status, text, headers: response.headers, excerpt: this.excerptOf(text) };
    } catch (error) {
      if (error instanceof SourceError) throw error;
      const what = this.cleared(request.url);
      if (signal.aborted) {
        throw new SourceError(SourceErrorKind.TIMEOUT, `${what} did not answer in time.`, { cause: error });
      }
      throw new SourceError(SourceErrorKind.NETWORK, `${what} could not be reached: ${this.cleared(reasonOf(error))}`, { cause: error });
    } finally {
      clearTimeout(timer);
      clearTimeout(beginTimer);
    }
  }

  private async follow(request: HttpRequest, signal: AbortSignal): Promise<Response> {
    let url = new URL(request.url);
    for (let hops = 0; hops <= REDIRECTS_MAX; hops += 1) {
      const response = await this.fetch(url.href, {
        redirect: 'manual',
        signal,
        headers: { 'user-agent': this.userAgent, accept: '*/*', ...request.headers },
      });
      const location = response.status >= 300 && response.status < 400 && response.status !== 304 ? response.headers.get('location') : null;
      if (location === null) return response;
      await response.body?.cancel();
      url = await redirectTarget(new URL(request.url), url, location);
    }
    throw new SourceError(SourceErrorKind.MALFORMED, `${this.cleared(request.url)} redirected more than ${REDIRECTS_MAX} times.`);
  }

  private check(request: HttpRequest, response: Response, text: string): void {
    const { status } = response;
    if (status === 304 || request.expected?.includes(status)) return;
    const detail = { status, excerpt: this.excerptOf(text), retryAt: this.retryAt(response) };
    const what = this.cleared(request.url);
    if (status < 200 || status > 299) {
      throw new SourceError(request.meaning?.[status] ?? kindOf(status), `${what} answered ${status}.`, detail);
    }
    if (text.trim() === '') throw new SourceError(SourceErrorKind.MALFORMED, `${what} answered with nothing.`, detail);
    if (isHtml(text)) {
      const kind = CHALLENGE.test(text.slice(0, EXCERPT_CHARACTERS)) ? SourceErrorKind.CHALLENGE_PAGE : SourceErrorKind.MALFORMED;
      throw new SourceError(kind, `${what} answered with a web page instead of data.`, detail);
    }
  }

  private retryAt(response: Response): Date | null {
    const now = this.now().getTime();
    const value = response.headers.get('retry-after');
    if (value === null) return response.status === 429 ? resetOf(response.headers, now) : null;
    const at = /^\d+$/.test(value.trim()) ? now + Number(value) * 1000 : Date.parse(value);
    return Number.isFinite(at) ? new Date(Math.min(at, now + RETRY_AFTER_MS_MAX)) : null;
  }

  private excerptOf(text: string): string {
    return this.cleared(text.slice(0, EXCERPT_CHARACTERS));
  }

  private cleared(text: string): string {
    return redact(this.secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text));
  }
}

/** The end of the limit's window in seconds since the epoch, as several services name it. */
function resetOf(headers: Headers, now: number): Date | null {
  const reset = headers.get('x-ratelimit-reset');
  if (reset === null || !/^\d{9,11}$/.test(reset.trim())) return null;
  const at = Number(reset) * 1000;
  return at > now ? new Date(Math.min(at, now + RETRY_AFTER_MS_MAX)) : null;
}

function kindOf(status: number): SourceErrorKind {
  if (status === 429) return SourceErrorKind.RATE_LIMITED;
  if (status === 401) return SourceErrorKind.AUTH;
  if (status === 402 || status === 403) return SourceErrorKind.ENTITLEMENT;
  if (status === 408) return SourceErrorKind.TIMEOUT;
  if (status >= 500) return SourceErrorKind.UPSTREAM_5XX;
  return SourceErrorKind.BAD_REQUEST;
}

const HTML = /^\s*(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i;
const CHALLENGE = /captcha|cf-chl|challenge-platform|just a moment|enable javascript|are you a robot/i;

export function isHtml(text: string): boolean {
  return HTML.test(text.slice(0, 1024));
}

/** Reads the body as it comes and stops at the limit, so that an endless answer costs no more than that. */
async function readText(response: Response, bytesMax: number): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      const detail = { status: response.status, excerpt: excerptOf(text) };
      throw new SourceError(SourceErrorKind.MALFORMED, `The answer is larger than ${Math.round(bytesMax / MEGABYTE)} MB.`, detail);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Where a redirect may lead: the same family of hosts, never from TLS to plain text, never into a private network. */
async function redirectTarget(configured: URL, from: URL, location: string): Promise<URL> {
  const refuse = (why: string) =>
    new SourceError(SourceErrorKind.MALFORMED, `${redact(configured.href)} redirected to ${redact(location)}, ${why}.`);
  if (!URL.canParse(location, from.href)) throw refuse('which is no address');
  const target = new URL(location, from);
  if (target.protocol !== 'https:' && target.protocol !== configured.protocol) throw refuse('which is less safe');
  if (!isSameFamily(configured.hostname, target.hostname)) throw refuse('which is another site');
  if ((await isPrivate(target.hostname)) && !(await isPrivate(configured.hostname))) throw refuse('which is a private address');
  return target;
}

/** The same host, or one under the same parent: `www.` beside `portal.`, but never two sites that share only `co.uk`. */
export function isSameFamily(configured: string, other: string): boolean {
  if (configured === other) return true;
  if (isIP(bare(configured)) !== 0) return false;
  const parent = configured.split('.').slice(1);
  const isRegistry = parent.length < 2 || (parent.length === 2 && (parent[0] as string).length <= 3);
  const family = isRegistry ? configured : parent.join('.');
  return other === family || other.endsWith(`.${family}`);
}

async function isPrivate(hostname: string): Promise<boolean> {
  const host = bare(hostname);
  if (isIP(host) !== 0) return !isPublicAddress(host);
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  // A name that cannot be resolved cannot be reached either; the fetch will say so.
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.some(({ address }) => !isPublicAddress(address));
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

const SECRET_NAMES = 'api[_-]?key|apikey|access[_-]?token|token|crumb|secret|password|authorization|key';
const SECRET_PAIR = new RegExp(`(["']?\\b(?:${SECRET_NAMES})\\b["']?\\s*[=:]\\s*["']?(?:Bearer\\s+)?)[^\\s"'&,;<>}]+`, 'gi');

/** Text without the values of anything named like a secret. */
export function redact(text: string): string {
  return text.replace(SECRET_PAIR, '$1***').replace(/\/\/[^/\s@]+@/g, '//***@');
}

function excerptOf(text: string): string {
  return redact(text.slice(0, EXCERPT_CHARACTERS));
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? redact(cause.message || cause.name) : 'unknown reason';
}
