/** Whether a status allows a deployment. */
import type { StatusView } from '../../src/api/views/status-view.ts';

export type Moment =
  /** Nothing is running and nothing will start. */
  | { readonly kind: 'quiet' }
  | { readonly kind: 'busy'; readonly why: string }
  /** Somebody has resumed the schedule. */
  | { readonly kind: 'resumed' };

type Seen = Pick<StatusView, 'running' | 'paused' | 'reason'> & {
  readonly current_run: { readonly id: string } | null;
};

export function judge({ running, current_run: run, reason }: Seen): Moment {
  if (running) return { kind: 'resumed' };
  // A retry that the pause holds back is only a row in storage: no process is working on it.
  if (run === null || reason.code === 'retry_held_by_pause') return { kind: 'quiet' };
  return { kind: 'busy', why: reason.text };
}

const mark = 'deployment';
export const deploymentReason = (who: string): string => `${mark} by ${who}`;

/** Only a pause made by a deployment may be resumed by one. */
export const isPausedByDeployment = ({ paused }: Pick<Seen, 'paused'>): boolean =>
  paused !== null && paused.reason.startsWith(`${mark} by `);
