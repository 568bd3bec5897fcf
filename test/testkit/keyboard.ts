/** A page worked by keyboard alone: where the focus is, and how far Tab has to go. */
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

interface Focused {
  /** What it says, or its label. */
  readonly text: string;
  /** The title of the dialog it is in; null on the page itself. */
  readonly dialog: string | null;
  /** Whether it, or what it spans, is drawn as having the focus. */
  readonly isSeen: boolean;
}

/** Null when nothing on the page has the focus. */
export function focused(page: Page): Promise<Focused | null> {
  return page.locator('html').evaluate((html) => {
    const element = html.querySelector(':focus');
    if (!element) return null;
    const view = element.ownerDocument.defaultView;
    const isRinged = (part?: string) => {
      const { outlineStyle, outlineWidth, boxShadow } = view.getComputedStyle(element, part);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    return {
      text: element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent.trim(),
      dialog: element.closest('dialog')?.querySelector('h2')?.textContent ?? null,
      isSeen: isRinged() || isRinged('::after'),
    };
  });
}

/** Presses Tab until the control that says so has the focus; each on the way shows that it has it. */
export async function tabTo(page: Page, text: string | RegExp): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    expect(now?.isSeen ?? true).toBe(true);
    if (typeof text === 'string' ? now?.text === text : text.test(now?.text ?? '')) return;
  }
  throw new Error(`“${text}” is not reached by Tab.`);
}
