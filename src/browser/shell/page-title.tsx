import { useEffect } from 'react';
import { useJudgement } from './fleet-judgement.tsx';

/**
 * Names the tab: "(14) Devices · Tailboard" while 14 devices need attention, so that it shows from another tab, too. A
 * component, so that a new count draws nothing else.
 */
export function PageTitle(props: { words: string }): null {
  const count = useJudgement()?.count ?? 0;
  const title = `${count > 0 ? `(${count}) ` : ''}${props.words} · Tailboard`;
  // The browser's title lives outside React.
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
