import type { ListedDevice } from '#contract/device-list.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { ApiError } from '#browser/api/api-error.ts';
import { Button } from '#browser/ui/button.tsx';
import type { ReadPosture } from './use-posture.ts';

/** So many are read at a time; the server has other things to do. */
const atOnce = 4;

/**
 * Over a list that shows posture attributes: of how many of its devices they were read, and a way to read the others.
 * The API tells them one device at a time, so nobody's server is asked ten thousand times without being told to.
 */
export function PostureReader(props: { devices: readonly ListedDevice[]; read: ReadPosture }): ReactNode {
  const { devices, read } = props;
  const { queries } = useApi();
  const queryClient = useQueryClient();
  const running = useRef<AbortController>(undefined);
  const [isReading, setReading] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  // What is being read ends with the list.
  useEffect(() => () => running.current?.abort(), []);
  // The attributes of a shared-in device are its owner's to read.
  const readable = devices.filter(({ isExternal }) => isExternal !== true);
  const missing = readable.filter(({ key }) => read(key) === undefined);
  if (missing.length === 0) return null;

  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setReading(true);
    setProblem(undefined);
    const waiting = [...missing];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (controller.signal.aborted) return;
        const deviceId = next.nodeId || next.id || '';
        // Kept as long as the page, as reading ten thousand again would cost as much as the first time.
        await queryClient.query({ ...queries.attributes(deviceId), gcTime: Infinity });
      }
    };
    try {
      await Promise.all(Array.from({ length: atOnce }, work));
    } catch (error) {
      controller.abort();
      setProblem(error instanceof ApiError ? error.message : 'The attributes of a device could not be read.');
    }
    setReading(false);
  };
  return (
    <div className="mx-gutter mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-2 max-md:mx-4">
      <p className="figures">
        Posture attributes are read device by device: {(readable.length - missing.length).toLocaleString('en')} of{' '}
        {readable.length.toLocaleString('en')} so far.
      </p>
      {isReading ? (
        <Button size="sm" onClick={() => running.current?.abort()}>
          Stop reading
        </Button>
      ) : (
        <Button size="sm" onClick={() => void start()}>
          {`Read the other ${missing.length.toLocaleString('en')}`}
        </Button>
      )}
      {problem !== undefined && (
        <p role="alert" className="w-full text-bad-ink">
          Reading stopped. <span className="font-mono text-code">{problem}</span>
        </p>
      )}
    </div>
  );
}
