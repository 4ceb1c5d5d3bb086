/** What a status means for somebody who wants to deploy. */
import type { StatusView } from '../../src/api/views/status-view.ts';

export type Moment =
  /** Nothing runs and nothing will be started. */
  | { readonly kind: 'quiet' }
  | { readonly kind: 'busy'; readonly why: string }
  /** Somebody resumed the schedule meanwhile. */
  | { readonly kind: 'resumed' };

type Seen = Pick<StatusView, 'running' | 'paused' | 'reason'> & {
  readonly current_run: { readonly id: string } | null;
};

export function judge({ running, current_run: run, reason }: Seen): Moment {
  if (running) return { kind: 'resumed' };
  // A retry that the pause holds back is safe in its row: no process has anything to do with it.
  if (run === null || reason.code === 'retry_held_by_pause') return { kind: 'quiet' };
  return { kind: 'busy', why: reason.text };
}

const mark = 'deployment';
export const deploymentReason = (who: string): string => `${mark} by ${who}`;

/** Whether the schedule is paused by a deployment, so that a deployment may resume it. */
export const isPausedByDeployment = ({ paused }: Pick<Seen, 'paused'>): boolean =>
  paused !== null && paused.reason.startsWith(`${mark} by `);
