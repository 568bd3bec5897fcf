/** Amounts of months as bars beside each other. The table below says the same, so the drawing is silent. */
import { useLayoutEffect, useRef, useState } from 'react';
import { monthOf } from '../../format/format.js';

/** So much is left between two names. */
const GAP = 4;
const STEPS = [1, 2, 3, 4, 6, 12] as const;

interface MonthBarsProps {
  /** Oldest first; `ratio` is of the highest, `title` for a pointer. */
  readonly months: readonly { readonly month: string; readonly ratio: number; readonly title: string }[];
}

export function MonthBars({ months }: MonthBarsProps) {
  const { ref, step } = useNameStep();
  return (
    <div ref={ref} className="month-bars" aria-hidden="true">
      {months.map(({ month, ratio, title }, i) => (
        <span key={month} title={title}>
          <span className="month-bar" style={{ transform: `scaleY(${ratio})` }} />
          {/* The newest always has its name, and those before it at even distances. */}
          <span className={(months.length - 1 - i) % step === 0 ? 'month-name' : 'month-name unnamed'}>
            <span>{monthOf(`${month}-01`)}</span>
          </span>
        </span>
      ))}
    </div>
  );
}

/** Every how many months has its name: as many as have room, which the language and the screen decide. */
function useNameStep() {
  const ref = useRef<HTMLDivElement>(null);
  const [step, setStep] = useState<number>(1);
  useLayoutEffect(() => {
    const bars = ref.current;
    if (!bars) return;
    const measure = () => {
      const names = [...bars.querySelectorAll<HTMLElement>('.month-name > span')];
      const widest = Math.max(0, ...names.map(({ offsetWidth }) => offsetWidth)) + GAP;
      const [first, second] = [...bars.children].map((bar) => bar.getBoundingClientRect().left);
      const distance = Math.abs((second ?? 0) - (first ?? 0));
      setStep(STEPS.find((each) => each * distance >= widest) ?? 12);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(bars);
    return () => observer.disconnect();
  }, []);
  return { ref, step };
}
