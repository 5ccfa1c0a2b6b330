import { type View, printViews, readViews, viewsFileLength } from '#contract/views.ts';
import { Download, Upload } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { saveFile } from '#browser/ui/save-file.ts';

/** Takes the saved views out as a file, and in from one; a file that is none gets a sentence. */
export function ViewsFile(props: { views: readonly View[]; onImport: (views: readonly View[]) => void }): ReactNode {
  const { views } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | undefined>();
  const read = async (file: File) => {
    // A character is four bytes at most.
    const found =
      file.size > viewsFileLength * 4 ? { problem: 'It is longer than 64 kB.' } : readViews(await file.text());
    if ('problem' in found) setProblem(`${file.name} was not imported. ${found.problem}`);
    else {
      setProblem(undefined);
      props.onImport(found);
    }
  };
  return (
    <div className="mt-4 border-t border-line pt-3">
      <div className="flex gap-2">
        <Button size="sm" icon={Upload} onClick={() => input.current?.click()}>
          Import JSON
        </Button>
        <Button
          size="sm"
          icon={Download}
          disabledReason={views.length === 0 ? 'No view is saved yet.' : undefined}
          onClick={() => saveFile('tailboard-views.json', 'application/json', [printViews(views)])}
        >
          Export JSON
        </Button>
      </div>
      <label htmlFor={id} className="sr-only">
        File of views
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        accept="application/json,.json"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was mended.
          event.target.value = '';
          if (file !== undefined)
            void read(file).catch(() => setProblem(`${file.name} was not imported. It cannot be read.`));
        }}
      />
      {problem !== undefined && (
        <p role="alert" className="mt-2 text-small text-bad-ink">
          {problem}
        </p>
      )}
    </div>
  );
}
