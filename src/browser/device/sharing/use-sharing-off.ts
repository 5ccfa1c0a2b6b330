import { useApi } from '#browser/api/api-context.ts';
import { useMissingRight } from '#browser/device/failure/use-missing-right.ts';
import { useStandingRefusal } from '#browser/device/failure/use-standing-refusal.ts';
import { needsPerson, personWords, standingWords } from './sharing-words.ts';

/**
 * Why invites are neither created nor mailed here, as a sentence, and the way to try all the same. `isForPerson` says that
 * the API lets the token of an OAuth client do neither, so that trying is in vain.
 */
export function useSharingOff(): {
  readonly standing: string | undefined;
  readonly isForPerson: boolean;
  readonly askAgain: () => void;
} {
  const { session } = useApi();
  const [refused, forget] = useStandingRefusal(needsPerson);
  const [missing, forgive] = useMissingRight('sharing', 'change invites');
  const hasUserKey = session.hasUserKey === true;
  const isForPerson = session.credential === 'oauth' && !hasUserKey;
  const lacking = hasUserKey ? undefined : missing;
  return {
    standing: isForPerson ? personWords : refused === undefined ? lacking : standingWords(refused),
    isForPerson,
    askAgain: () => {
      forget();
      forgive();
    },
  };
}
