/** The value once it has rested: what is asked while one types is asked once, not for each letter. */
import { useEffect, useState } from 'react';

export function useSettled<T>(value: T, restMs = 250): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal values are the same, whatever their identity.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [text, restMs]);
  return settled;
}
