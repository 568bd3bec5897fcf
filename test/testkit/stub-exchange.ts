/**
 * A price source to test against: serves the samples of `test/fixtures/sources` over HTTP by their manifest, streams
 * over WebSocket, and misbehaves on request. It disposes of itself.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';

const FIXTURES = join(process.cwd(), 'test/fixtures/sources');

export interface Sample {
  readonly source: string;
  readonly file: string;
  readonly request: string;
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly case: string;
  // biome-ignore lint/suspicious/noExplicitAny: each case says something else of what is expected.
  readonly expect?: any;
}

export const SAMPLES: readonly Sample[] = JSON.parse(readFileSync(join(FIXTURES, 'manifest.json'), 'utf8')).samples;

export function sample(file: string): Sample {
  const found = SAMPLES.find((entry) => entry.file === file);
  if (!found) throw new Error(`There is no sample ${file}.`);
  return found;
}

export function sampleText(file: string): string {
  return readFileSync(join(FIXTURES, file), 'utf8');
}

/** The path and query a sample answers. */
export function sampleUrl(entry: Sample): string {
  return entry.request.replace(/^GET /, '');
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** `hang`: never answers. `stall`: sends half and stops. `reset`: drops the connection. `cut`: half, then drops. `endless`: never stops. */
  readonly fault?: 'hang' | 'stall' | 'reset' | 'cut' | 'endless';
}

interface Order {
  left: number;
  readonly answer: Answer;
  readonly matches: (url: string) => boolean;
}

export class StubExchange implements AsyncDisposable {
  readonly requests: IncomingMessage[] = [];
  /** Texts the clients of the stream have sent. */
  readonly streamed: string[] = [];
  readonly sockets = new Set<WebSocket>();
  /** How often the stream has been connected to. */
  connections = 0;
  private readonly orders: Order[] = [];
  private readonly pinned = new Map<string, Sample>();
  private etag: string | null = null;

  private constructor(
    private readonly server: Server,
    private readonly stream: WebSocketServer,
  ) {
    server.on('request', (request, response) => this.answer(request, response));
    stream.on('connection', (socket) => {
      this.sockets.add(socket);
      this.connections += 1;
      socket.on('message', (data) => this.streamed.push(data.toString()));
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => this.sockets.delete(socket));
    });
  }

  static async open(): Promise<StubExchange> {
    const server = createServer();
    const stub = new StubExchange(server, new WebSocketServer({ server, path: '/stream' }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return stub;
  }

  url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  streamUrl(): string {
    return `${this.url().replace('http', 'ws')}/stream`;
  }

  /** From now on this sample answers its path. */
  pin(file: string): void {
    this.pinned.set(pathOf(sampleUrl(sample(file))), sample(file));
  }

  /** Answers carry this tag, and a request that names it is told that nothing changed. */
  tag(etag: string | null): void {
    this.etag = etag;
  }

  /** The next `count` requests that match get this answer instead. */
  answerNext(count: number, answer: Answer | string, matches: (url: string) => boolean = () => true): void {
    this.orders.push({ left: count, answer: typeof answer === 'string' ? answerOf(sample(answer)) : answer, matches });
  }

  /** From now on everything is answered as it should be. */
  heal(): void {
    this.orders.length = 0;
  }

  /** Sends a frame to every client of the stream: text as it is, anything else as JSON. */
  broadcast(frame: unknown): void {
    for (const socket of this.sockets) socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.stream.close();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push(request);
    const url = request.url ?? '/';
    const order = this.orders.find(({ left, matches }) => left > 0 && matches(url));
    if (order) {
      order.left -= 1;
      send(response, order.answer);
      return;
    }
    if (this.etag !== null && request.headers['if-none-match'] === this.etag) {
      send(response, { status: 304 });
      return;
    }
    const found = this.pinned.get(pathOf(url)) ?? find(url);
    const tag: Record<string, string> = this.etag === null ? {} : { etag: this.etag };
    const answer = found ? answerOf(found) : { status: 404, body: '{}' };
    send(response, { ...answer, headers: { ...answer.headers, ...tag } });
  }
}

/** By the whole request first, then by its path alone. */
function find(url: string): Sample | undefined {
  const ordinary = SAMPLES.filter(({ source }) => source !== 'generic');
  return (
    ordinary.find((entry) => decodeURIComponent(sampleUrl(entry)) === decodeURIComponent(url)) ??
    ordinary.find((entry) => pathOf(sampleUrl(entry)) === pathOf(url))
  );
}

function pathOf(url: string): string {
  return url.split('?')[0] as string;
}

function answerOf(entry: Sample): Answer {
  return { status: entry.status, headers: { 'content-type': entry.contentType, ...entry.headers }, body: sampleText(entry.file) };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '', fault }: Answer): void {
  if (fault === 'hang') return;
  if (fault === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(status, headers);
  if (fault === 'endless') {
    sendEndlessly(response);
    return;
  }
  if (fault === undefined) {
    response.end(body);
    return;
  }
  response.write(body.slice(0, Math.ceil(body.length / 2)), () => {
    if (fault === 'cut') response.socket?.destroy();
  });
}

function sendEndlessly(response: ServerResponse): void {
  const block = 'x'.repeat(256 * 1024);
  const more = () => {
    while (!response.destroyed && response.write(block));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}
