/** What is due begins: a safe scheduler may also rest for ever. */
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { hasBegun } from '../../../src/core/run/run.ts';
import { MinuteByMinute } from '../../core/schedule/support/minute-by-minute.ts';
import { rightTime } from '../host-clock.ts';
import type { Rows } from '../truth.ts';
import type { MakeCheck } from './check.ts';

const minute = 60_000;

/** Whatever waits for nothing but an instant, and that instant. Undefined: nothing does. */
function awaited({ config, state: { active } }: Rows): readonly [what: string, at: number] | undefined {
  const { pause, notBefore } = config;
  if (pause?.until !== undefined) return ['the end of the pause', pause.until];
  if (active?.state.kind !== 'waiting') return undefined;
  const { dueAt, attempt } = active.state;
  const what = `attempt ${attempt} of run ${active.id}`;
  if (active.trigger !== 'schedule') return [what, dueAt];
  return pause === undefined ? [what, Math.max(dueAt, notBefore)] : undefined;
}

function isBlockedWithin(config: JobConfig, from: number, to: number): boolean {
  const oracle = new MinuteByMinute(config);
  for (let now = from; now < to; now += minute) if (oracle.at(now).blocked) return true;
  return oracle.at(to).blocked;
}

export const dueBegins: MakeCheck = () => {
  // A process that executes the procedure has no ticks meanwhile, and there may be no other.
  let busyUntil = 0;
  return {
    claim: 'what is due happens within minutes while nothing hinders the processes',
    committed: ({ before }, { kernel }) => {
      const active = before?.state.active;
      if (active !== undefined && hasBegun(active)) busyUntil = kernel.now;
      return undefined;
    },
    passed: ({ truth, kernel, tickEvery, disturbances, clocksJump, clockSettings }) => {
      const { active } = truth.rows?.state ?? {};
      if (active !== undefined && hasBegun(active)) return undefined;
      const [what, at] = (truth.rows && awaited(truth.rows)) ?? [];
      if (at === undefined || (clocksJump && clockSettings > 0)) return undefined;
      const now = rightTime(kernel);
      const late = Math.min(now - at, kernel.now - busyUntil);
      // A request to the table may be slow or lost without any fault of the plan.
      const grace = 5 * minute + 4 * tickEvery;
      if (late <= grace) return undefined;
      // A run by schedule also waits until one is permitted.
      const waits = active?.trigger === 'schedule' ? truth.rows?.config : undefined;
      return (waits !== undefined && isBlockedWithin(waits, now - grace, now)) ||
        disturbances.anySince(kernel.now - late - grace)
        ? undefined
        : `${what} was due ${Math.round(late / minute)} minutes ago`;
    },
  };
};
