/** Pauses the schedule. A run in progress goes on unless the caller asks to cancel it. */
import { pauseSchedule } from '../core/config.ts';
import { present } from '../core/present.ts';
import { invalid, type Refusal } from '../core/refusal.ts';
import type { StopRequest } from '../core/requests.ts';
import { epochMsToIso } from '../core/time.ts';
import type { World } from '../ports.ts';
import { cancelActive } from './cancel.ts';
import { changeState } from './change.ts';

export type StopResult =
  | { readonly kind: 'paused'; readonly cancelledRunId: string | undefined }
  | { readonly kind: 'was_paused'; readonly cancelledRunId: string | undefined }
  | Refusal;

export async function stop(world: World, by: string, request: StopRequest): Promise<StopResult> {
  const reason = request.reason ?? 'no reason given';
  const { until } = request;
  const result = await changeState<StopResult>(world, ({ config, state }, now) => {
    if (until !== undefined && until <= now) {
      const value = epochMsToIso(until, config.timeZone);
      return { result: invalid([{ field: 'until', value, expected: 'an instant in the future' }]) };
    }
    if (config.pause !== undefined && request.reason === undefined && until === undefined) {
      return { result: { kind: 'was_paused', cancelledRunId: undefined } };
    }
    const pause = { by, reason, since: config.pause?.since ?? now, ...present('until', until) };
    // The state row is written too: a tick that read the schedule before this change must not act on it.
    return {
      result: { kind: 'paused', cancelledRunId: undefined },
      change: { config: pauseSchedule(config, pause), state },
    };
  });
  if (result.kind === 'refused' || request.cancel !== true) return result;
  return { ...result, cancelledRunId: await cancelActive(world, by, reason) };
}
