/**
 * Looking at a page: axe judges it in light and in dark, and pictures of it in light, dark and on a phone are left in
 * `screenshots/`, which git ignores, for people to look at.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = 'screenshots';
const AXE = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
/** No rule in use reads style sheets, so none is fetched a second time for them. */
const ALL_RULES = { resultTypes: ['violations'], preload: false };
/** What a phone shows as drawings alone has its name all the same. */
const OF_NAMES = { ...ALL_RULES, runOnly: ['button-name', 'link-name', 'label', 'select-name'] };
const OF_COLOUR = { ...ALL_RULES, runOnly: ['color-contrast', 'link-in-text-block'] };
/** Good enough to be looked at, and made in half the time of one without loss. */
const PICTURE = { type: 'jpeg', quality: 90 } as const;
const DESK = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

/**
 * What axe holds against the page, with pictures left behind; a page without flaws has none. Every rule is held against it once, and
 * those about colours a second time, in the other theme, which changes nothing else. Of a page under a dialog the dialog alone is
 * judged: nothing else of it can be reached then, and the page is looked at by itself.
 */
export async function look(page: Page, name: string): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const found: string[] = [];
  // As it stands there, in light; each change after it is waited for until it is drawn, which takes longer than the picture.
  for (const [colorScheme, rules] of [
    ['light', ALL_RULES],
    ['dark', OF_COLOUR],
  ] as const) {
    if (colorScheme === 'dark') {
      await page.emulateMedia({ colorScheme });
      await painted(page);
    }
    await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.jpg`), ...PICTURE });
    found.push(...(await violations(page, rules)).map((violation) => `${name} ${colorScheme}: ${violation}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  await painted(page);
  await page.screenshot({ path: join(FOLDER, `${name}-phone.jpg`), ...PICTURE });
  const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  if (overflow > 0) found.push(`${name} phone: ${overflow} px wider than the screen, by ${await widest(page)}`);
  found.push(...(await outside(page)).map((element) => `${name} phone: ${element} lies in part beside the screen`));
  found.push(...(await violations(page, OF_NAMES)).map((violation) => `${name} phone: ${violation}`));
  await page.setViewportSize(DESK);
  return found;
}

/** What stands over the page and is cut off at a side of the screen, which widens nothing where that is the left one. */
function outside(page: Page): Promise<string[]> {
  return page.locator('.menu-panel, .combobox-list, .toast, dialog[open]').evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < 0 || right > element.ownerDocument.documentElement.clientWidth;
      })
      .map((element) => element.className),
  );
}

/** The elements that reach beyond the screen, but for those in a box that scrolls by itself. */
async function widest(page: Page): Promise<string> {
  const reaching = await page
    .locator('body *:not(.table-scroll *)')
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.getBoundingClientRect().right > element.ownerDocument.documentElement.clientWidth)
        .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
    );
  return reaching.slice(0, 8).join(', ');
}

/** Two frames on, whatever changed has been drawn. */
async function painted(page: Page): Promise<void> {
  await page.locator('html').evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { requestAnimationFrame } = globalThis as unknown as { requestAnimationFrame: (done: () => void) => void };
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}

async function violations(page: Page, options: object): Promise<string[]> {
  // Through the debugger, so that the page's policy against foreign scripts stays as it is.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (chosen) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          within: object,
          options: object,
        ): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
      };
    };
    const { document } = globalThis as unknown as { document: { querySelectorAll(selector: string): ArrayLike<object> } };
    const dialogs = Array.from(document.querySelectorAll('dialog[open]'));
    const result = await axe.run(dialogs.at(-1) ?? document, chosen);
    return result.violations.map(({ id, help, nodes }) => `${id}, ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }, options);
}
