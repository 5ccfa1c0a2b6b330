import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { CaptureKind } from './capture-kinds.ts';
import { CapturePanel } from './capture-panel.tsx';
import { drawCallouts } from './callouts/draw-callouts.ts';
import { WriteQuestion } from './write-question.tsx';

/**
 * Shows the mark of capture mode, what opens from it, and the callouts. `askToWrite` asks the person whether changes may
 * reach a real tailnet. All of it stands in one element, which moves into the dialog on top, as nothing outside of that
 * can be used.
 */
export function showCaptureBar(options: { kinds: ReadonlySet<CaptureKind> }): { askToWrite: () => Promise<boolean> } {
  const host = document.createElement('aside');
  host.setAttribute('aria-label', 'Capture mode');
  host.dataset['captureTools'] = '';
  const layer = document.createElement('div');
  layer.dataset['callouts'] = '';
  const parts = document.createElement('div');
  host.append(layer, parts);
  document.body.append(host);
  new MutationObserver(() => {
    const home = [...document.querySelectorAll<HTMLElement>('dialog:modal')].findLast(
      (dialog) => !host.contains(dialog),
    );
    const wanted = home ?? document.body;
    if (host.parentElement !== wanted) wanted.append(host);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['open'] });

  let candidate: HTMLElement | undefined;
  const redraw = drawCallouts(layer, () => candidate);
  const onCandidate = (element: HTMLElement | undefined) => {
    candidate = element;
    redraw();
  };
  const onHide = (isHidden: boolean) => {
    host.dataset['captureTools'] = isHidden ? 'hidden' : '';
  };
  const root = createRoot(parts);
  const draw = (question?: ReactNode) =>
    root.render(
      <>
        <CapturePanel host={host} kinds={options.kinds} onHide={onHide} onCandidate={onCandidate} />
        {question}
      </>,
    );
  draw();
  return {
    askToWrite: async () => {
      const mayWrite = await new Promise<boolean>((resolve) => draw(<WriteQuestion onAnswer={resolve} />));
      draw();
      return mayWrite;
    },
  };
}
