import { useEffect, useState } from 'react';

/** True once `isWaiting` has been true for `delay` milliseconds without a break. */
export function useLate(isWaiting: boolean, delay: number): boolean {
  const [isLate, setLate] = useState(false);
  // The timer lives outside React.
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setLate(true), delay);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isWaiting, delay]);
  return isLate && isWaiting;
}
