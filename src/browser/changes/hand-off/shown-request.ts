import type { ShownRequest } from '#browser/ui/request-preview.tsx';
import { curlOf } from './curl.ts';
import { runbookStep } from './runbook-step.ts';
import type { Step } from './step.ts';
import { terraformOf } from './terraform.ts';

/**
 * A step as RequestPreview shows it, with every form in which it can be taken along. `origin` is where this Tailboard
 * stands: `homeAddress()`. An entry of the log is a step; of a change, `stepOf` makes one.
 */
export function shownRequest(step: Step, origin: string): ShownRequest {
  return {
    ...step.request,
    curl: curlOf(step.request),
    terraform: terraformOf(step),
    runbookStep: runbookStep(step, origin),
  };
}
