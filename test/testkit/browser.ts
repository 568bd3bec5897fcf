/**
 * A real Chromium and its tabs, for suites about the pages. Each visitor is a context of its own, and remembers what no
 * page may do: write an error to the console, throw, or ask anything of another origin.
 */

import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type ConsoleMessage,
  chromium,
  type Locator,
  type Page,
  type Request,
  type WebError,
} from 'playwright-core';
import { requireBinary } from './binaries.js';
import { WITHIN_MS } from './until.js';
import { PASSWORD, SIGN_IN, type World } from './world.js';

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
const RENEW_BEFORE_MS = 60_000;
/** Movement would be drawn sixty times a second, on the cores the server and the other suites need, and each press waits for it to end. */
const ORDINARY: BrowserContextOptions = { locale: 'en-GB', viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' };

/** Signed in by the API, straight on a page: for suites whose subject is not the form. */
interface Guest {
  readonly email: string;
  readonly password?: string;
}

/**
 * The visitors of one suite: one browser for all. After each test all of them leave, and whatever a test is about, no page may have
 * complained or asked anything of a stranger. Visitors who are there together have a context each; who comes with nothing out of the
 * ordinary gets that of one who left, emptied, since what a new one costs is loading and compiling the dashboard once more.
 */
export class Visits {
  #browser: Promise<Browser> | null = null;
  readonly #present: Visitor[] = [];
  #vacant: Room | null = null;

  /** Call it inside the suite, before its own hooks; `world` is asked for with each visitor, since a server may come back. */
  constructor(private readonly world: () => Pick<World, 'url' | 'anonymous'>) {
    // Not awaited: it starts while the suite starts its server, and its first visitor hears of a failure.
    beforeAll(() => {
      const how = { executablePath: requireBinary('chromium'), headless: true, args: FLAGS, timeout: WITHIN_MS };
      this.#browser = chromium.launch(how);
      this.#browser.catch(() => undefined);
    });
    afterAll(async () => (await this.#browser)?.close());
    afterEach(async () => {
      const present = this.#present.splice(0);
      for (const room of await Promise.all(present.map((visitor) => visitor.leave()))) {
        if (room && !this.#vacant) this.#vacant = room;
        else await room?.close();
      }
      expect(present.flatMap(({ complaints }) => complaints)).toEqual([]);
    });
  }

  /** Somebody who is not signed in; or `as` somebody who is, with a session of this browser's own. */
  async come({ as, ...options }: BrowserContextOptions & { readonly as?: Guest } = {}): Promise<Visitor> {
    const browser = await this.#browser;
    if (!browser) throw new Error('There is no browser before the suite begins.');
    const { url } = this.world();
    const room = await this.#room(browser, url, options);
    const visitor = new Visitor(room, as ? await this.#sessionOf(as) : null);
    this.#present.push(visitor);
    return visitor;
  }

  /** A tab of somebody who is signed in, on this path. */
  async open(as: Guest, path = '/'): Promise<Page> {
    return (await this.come({ as })).open(path);
  }

  async #room(browser: Browser, url: string, options: BrowserContextOptions): Promise<Room> {
    const vacant = this.#vacant;
    if (!vacant || vacant.origin !== url || Object.keys(options).length > 0) return Room.build(browser, url, options);
    this.#vacant = null;
    return vacant;
  }

  /** As the dashboard keeps it (`web/src/api/session.ts`). */
  async #sessionOf({ email, password = PASSWORD }: Guest): Promise<KeptItem> {
    const { signIn } = (await this.world().anonymous.run(SIGN_IN, { email, password })).expectNoErrors();
    const renewAtMs = Date.parse(signIn.accessTokenExpiresAt) - RENEW_BEFORE_MS;
    return ['tidemark.session', JSON.stringify({ ...signIn, renewAtMs })];
  }
}

/** A context of the browser, which keeps nothing of whoever was there before. */
class Room {
  #isTidy = false;

  private constructor(
    readonly context: BrowserContext,
    readonly origin: string,
    private readonly isOrdinary: boolean,
  ) {}

  static async build(browser: Browser, origin: string, options: BrowserContextOptions): Promise<Room> {
    const context = await browser.newContext({ ...ORDINARY, ...options });
    context.setDefaultTimeout(WITHIN_MS);
    return new Room(context, origin, Object.keys(options).length === 0);
  }

  /** A new tab. The first one throws away what pages kept before, and keeps this instead, if anything. */
  async tab(item: KeptItem | null): Promise<Page> {
    const page = await this.context.newPage();
    if (this.#isTidy) return page;
    this.#isTidy = true;
    // A document of this origin, which reaches what its pages keep; it is sent by nobody and has no script.
    const address = `${this.origin}/empty`;
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
    await page.goto(address);
    await page.evaluate(
      (kept) => {
        localStorage.clear();
        if (kept) localStorage.setItem(...kept);
      },
      item as [string, string] | null,
    );
    await page.unroute(address);
    return page;
  }

  /** Itself with all tabs closed; null when it had to be torn down. */
  async empty(isAltered: boolean): Promise<Room | null> {
    if (isAltered || !this.isOrdinary) {
      await this.close();
      return null;
    }
    await Promise.all(this.context.pages().map((page) => page.close()));
    await this.context.clearCookies();
    this.#isTidy = false;
    return this;
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

type KeptItem = readonly [name: string, value: string];

export class Visitor {
  /** What went wrong in any of the visitor's tabs; empty for a page that behaves. */
  readonly complaints: string[] = [];
  readonly requests: Request[] = [];
  #isAltered = false;

  /** @param session what the dashboard keeps of somebody who is signed in */
  constructor(
    private readonly room: Room,
    private readonly session: KeptItem | null,
  ) {
    const { context } = room;
    context.on('request', this.#onRequest);
    context.on('console', this.#onConsole);
    context.on('weberror', this.#onError);
    context.on('page', this.#onPage);
  }

  /** A new tab on a path of the server. */
  async open(path = '/'): Promise<Page> {
    const page = await this.room.tab(this.session);
    await page.goto(this.room.origin + path);
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
    this.#isAltered = true;
    return this.room.context.clock.install();
  }

  /** Moves the clocks of all tabs on by `minutes:seconds`; what is due by then comes due at once, as after a sleep. */
  moveClocks(by: string): Promise<void> {
    return this.room.context.clock.fastForward(by);
  }

  /** How often an operation of this name was sent, with the variables of each. */
  sent(operation: string): readonly Record<string, unknown>[] {
    return this.requests
      .filter((request) => request.url().endsWith('/graphql') && request.method() === 'POST')
      .map((request) => request.postDataJSON() as { query: string; variables: Record<string, unknown> })
      .filter(({ query }) => new RegExp(`\\b${operation}\\b`).test(query.split('{')[0] as string))
      .map(({ variables }) => variables);
  }

  /** Closes the visitor's tabs; the room, where another one may have it. */
  async leave(): Promise<Room | null> {
    const { context } = this.room;
    const room = await this.room.empty(this.#isAltered);
    context.off('request', this.#onRequest);
    context.off('console', this.#onConsole);
    context.off('weberror', this.#onError);
    context.off('page', this.#onPage);
    return room;
  }

  readonly #onRequest = (request: Request): void => {
    this.requests.push(request);
    this.checkOrigin(request.url());
  };
  readonly #onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`);
  };
  readonly #onError = (error: WebError): void => {
    this.complaints.push(`thrown: ${error.error().message}`);
  };
  readonly #onPage = (page: Page): void => {
    page.on('websocket', (socket) => this.checkOrigin(socket.url()));
  };

  private checkOrigin(url: string): void {
    if (/^(data|blob):/.test(url)) return;
    if (new URL(url).host !== new URL(this.room.origin).host) this.complaints.push(`request to another origin: ${url}`);
  }
}

/** To another page of the dashboard, as a link of its own leads there: the document stays, so nothing is loaded and compiled anew. */
export function go(page: Page, path: string): Promise<void> {
  return page.evaluate((to) => (globalThis as unknown as { history: PushesState }).history.pushState(null, '', to), path);
}

interface PushesState {
  pushState(state: null, unused: string, path: string): void;
}

/** Resolves once the element's text is another one; gives the new text. */
export async function changed(element: Locator, before: string): Promise<string> {
  const other = element.filter({ hasNotText: before });
  await other.waitFor();
  return (await element.textContent()) ?? '';
}

/** The text a screen reader gives with a field that is wrong. */
export async function errorAt(within: Page | Locator, label: string): Promise<string> {
  const field = within.getByLabel(label, { exact: true }).and(within.locator('[aria-invalid=true]'));
  return within.locator(`[id="${await field.getAttribute('aria-describedby')}"]`).innerText();
}

/** The page says that it is live, which it does once figures come over the socket. */
export async function live(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
}

/** The token the page signs its requests with. */
export function accessToken(page: Page): Promise<string> {
  return page.evaluate(() => JSON.parse(localStorage.getItem('tidemark.session') as string).accessToken);
}
