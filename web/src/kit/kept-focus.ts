/**
 * Focus is not lost: what had it may leave the page, such as the row of a session that was ended, or be disabled while it is
 * waited for. The browser gives it to nobody then, and whoever works by keyboard or hears the page read would stand at its top.
 */

/** Until it is stopped, focus that is lost within `root` goes back to what had it, or to the head of what stood around that. */
export function keepFocus(root: HTMLElement): () => void {
  /** What had it last, and what stood around that, from the inside out; empty where nobody lost it. */
  let path: readonly Element[] = [];
  const onFocusIn = ({ target }: FocusEvent) => {
    path = pathOf(target as Element, root);
  };
  const onFocusOut = ({ target }: FocusEvent) => {
    // After what takes it away: whether that was the reader or the page is not known before.
    setTimeout(() => {
      if (target === path[0] && isReachable(path[0] as Element) && document.activeElement === document.body) path = [];
    });
  };
  const onPress = () => {
    path = [];
  };
  const observer = new MutationObserver(() => {
    const [last] = path;
    if (!last || document.activeElement !== document.body) return;
    const next = isShown(last) ? last : (headOf(path) ?? root.querySelector<HTMLElement>('main'));
    // What is disabled is waited for.
    if (!(next instanceof HTMLElement) || !isReachable(next)) return;
    if (next !== last) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  });
  root.addEventListener('focusin', onFocusIn);
  root.addEventListener('focusout', onFocusOut);
  document.addEventListener('pointerdown', onPress);
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  return () => {
    root.removeEventListener('focusin', onFocusIn);
    root.removeEventListener('focusout', onFocusOut);
    document.removeEventListener('pointerdown', onPress);
    observer.disconnect();
  };
}

function pathOf(element: Element, root: Element): Element[] {
  const path: Element[] = [];
  for (let each: Element | null = element; each && each !== root; each = each.parentElement) path.push(each);
  return path;
}

/** A page that makes room for the next one is hidden before it is gone. */
function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}

function isReachable(element: Element): boolean {
  return isShown(element) && !element.matches(':disabled');
}

/** The heading of the innermost part that is still there; its main part where it has none. */
function headOf(path: readonly Element[]): HTMLElement | null {
  const around = path.find((each) => isShown(each) && each.matches('dialog, section[aria-labelledby], main'));
  const id = around?.getAttribute('aria-labelledby');
  return (id ? document.getElementById(id) : around) as HTMLElement | null;
}
