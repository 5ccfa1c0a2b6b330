import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';

/**
 * The query string of the list that this device was opened from, such as "filter=tag:prod&sort=-seen"; undefined when
 * it was opened by its link. A click on a fragment makes a history entry without state, so the last one told for the
 * same device stays.
 */
export function useListQuery(key: string): string | undefined {
  const told = useLocation({ select: (location) => location.state.list });
  const [kept, setKept] = useState({ key, list: told });
  if (kept.key !== key || (told !== undefined && told !== kept.list)) {
    setKept({ key, list: told });
    return told;
  }
  return kept.list;
}
