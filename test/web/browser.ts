/**
 * A real Chromium and its tabs, for suites about the pages. Each visitor is a context of its own, and remembers what no
 * page may do: write an error to the console, throw, or ask anything of another origin.
 */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core';
import { requireBinary } from '../testkit/binaries.js';

const FLAGS = [
  // Chromium's sandbox needs rights that a container's root does not have.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Ample on a busy machine; what the suites await comes within a second or two. */
const WITHIN_MS = 15_000;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: requireBinary('chromium'), headless: true, args: FLAGS });
}

export class Visitor {
  /** What went wrong in any of the visitor's tabs; empty for a page that behaves. */
  readonly complaints: string[] = [];
  readonly requests: Request[] = [];

  private constructor(
    private readonly context: BrowserContext,
    private readonly origin: string,
  ) {
    context.setDefaultTimeout(WITHIN_MS);
    context.on('request', (request) => {
      this.requests.push(request);
      this.checkOrigin(request.url());
    });
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.complaints.push(`thrown: ${error.error().message}`));
    context.on('page', (page) => page.on('websocket', (socket) => this.checkOrigin(socket.url())));
  }

  static async come(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 860 }, ...options });
    return new Visitor(context, url);
  }

  /** A new tab on a path of the server. */
  async open(path = '/'): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.origin + path);
    return page;
  }

  /** A tab on the portfolio of this user, signed in through the form. */
  async signIn(email: string, password: string): Promise<Page> {
    const page = await this.open();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByTestId('total').waitFor();
    return page;
  }

  /** From here on the tabs' clocks can be moved; they run as usual until then. Call it before the first tab. */
  holdClocks(): Promise<void> {
    return this.context.clock.install();
  }

  /** Moves the clocks of all tabs on by `minutes:seconds`; what is due by then comes due at once, as after a sleep. */
  moveClocks(by: string): Promise<void> {
    return this.context.clock.fastForward(by);
  }

  /** How often an operation of this name was sent, with the variables of each. */
  sent(operation: string): readonly Record<string, unknown>[] {
    return this.requests
      .filter((request) => request.url().endsWith('/graphql') && request.method() === 'POST')
      .map((request) => request.postDataJSON() as { query: string; variables: Record<string, unknown> })
      .filter(({ query }) => new RegExp(`\\b${operation}\\b`).test(query.split('{')[0] as string))
      .map(({ variables }) => variables);
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  private checkOrigin(url: string): void {
    if (/^(data|blob):/.test(url)) return;
    if (new URL(url).host !== new URL(this.origin).host) this.complaints.push(`request to another origin: ${url}`);
  }
}

/** Resolves once the element's text is another one; gives the new text. */
export async function changed(element: Locator, before: string): Promise<string> {
  const other = element.filter({ hasNotText: before });
  await other.waitFor();
  return (await element.textContent()) ?? '';
}
