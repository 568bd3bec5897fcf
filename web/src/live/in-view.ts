/** What is on the screen. Hundreds of rows may change at once; only those that somebody can see are worth a movement. */
import { useEffect, useRef } from 'react';
import type { Flash } from './portfolio-store.js';

const inView = new WeakSet<Element>();
/** One for all: the browser looks at everything it is given in one go, once a frame. */
const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) inView.add(target);
    else inView.delete(target);
  }
});

/**
 * Lights the element up when its price changes, if it is in view then. The attribute is written past React, so that neither a
 * row that comes into view nor one that renders for another reason shows a change that has long been.
 */
export function useFlashInView<T extends HTMLElement>(flash: Flash): React.RefObject<T | null> {
  const ref = useRef<T>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    observer.observe(element);
    return () => {
      observer.unobserve(element);
      inView.delete(element);
    };
  }, []);
  useEffect(() => {
    const element = ref.current;
    if (element && flash !== null && inView.has(element)) element.dataset.flash = flash;
  }, [flash]);
  return ref;
}
