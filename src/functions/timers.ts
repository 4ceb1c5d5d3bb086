/** What the timers call, and how running work is stopped when the host ends the worker. */
import { setTimeout as wait } from 'node:timers/promises';
import type { InvocationContext, Timer } from '@azure/functions';
import type { HostStatus } from '../core/job/tick-record.ts';
import { EpochMs, milliseconds } from '../core/time/time.ts';
import { telling } from '../operations/tell-notices.ts';
import type { Log, World } from '../ports.ts';
import { toLog, withLogText } from './log.ts';

/** The worker is killed 5 s after `appTerminate`. */
const terminationBudget = 4_500;
/**
 * The worker exits as soon as `appTerminate` returns. The run's last log lines and the end of its invocation must have
 * left the process by then; otherwise the host waits for the tick and keeps its lock for another minute.
 */
const flushTime = 200;

const running = new Set<Promise<unknown>>();

async function track<T>(work: Promise<T>): Promise<T> {
  running.add(work);
  try {
    return await work;
  } finally {
    running.delete(work);
  }
}

let greeting: Promise<void> | undefined;

/** Once per process; again after a failure. */
async function greetOnce(world: World, log: Log): Promise<void> {
  const { greet } = await import('../operations/greet.ts');
  greeting ??= greet(world, log);
  try {
    await greeting;
  } catch (error) {
    greeting = undefined;
    throw error;
  }
}

/**
 * For schedules of a minute and more the host keeps when the timer fired last, and says so. Before the first time it
 * names the year 1 (docs/facts/functions-host.md).
 */
function hostStatusOf(timer: Timer | undefined): HostStatus | undefined {
  // Null below a minute, whatever the type says.
  const status: Partial<Timer['scheduleStatus']> = timer?.scheduleStatus ?? {};
  const last = EpochMs.safeParse(Date.parse(status.last ?? ''));
  const period = Date.parse(status.next ?? '') - Date.parse(status.last ?? '');
  return last.success && period > 0 ? { last: last.data, period: milliseconds(period) } : undefined;
}

/** Throws, and so marks the invocation as failed, when settings are invalid or the table cannot be reached. */
export async function runTick(context: InvocationContext, timer?: Timer): Promise<void> {
  const [{ requireWorld }, { tick }] = await Promise.all([
    import('../compose.ts'),
    import('../operations/tick.ts'),
  ]);
  // Its problems are lines of their own, with nothing hidden in them.
  const world = await requireWorld();
  try {
    const log = toLog(context);
    await telling(world, log, async () => {
      await greetOnce(world, log);
      await track(tick(world, log, hostStatusOf(timer)));
    });
  } catch (error) {
    throw withLogText(error);
  }
}

export async function runMaintenance(context: InvocationContext): Promise<void> {
  const [{ requireWorld }, { purge }, { logUsualDuration }] = await Promise.all([
    import('../compose.ts'),
    import('../operations/maintenance/purge.ts'),
    import('../operations/maintenance/log-usual-duration.ts'),
  ]);
  const world = await requireWorld();
  try {
    const log = toLog(context);
    await telling(world, log, async () => {
      await purge(world, log);
      await logUsualDuration(world, log);
    });
  } catch (error) {
    throw withLogText(error);
  }
}

/** Uses the worker's last seconds to stop the procedure, mark the attempt as interrupted and free the lease. */
export async function interruptRunning(): Promise<void> {
  if (running.size === 0) return;
  const { shutdown } = await import('../compose.ts');
  shutdown.abort();
  const settled = new AbortController();
  const outOfTime = wait(terminationBudget - flushTime, undefined, { signal: settled.signal }).catch(
    () => undefined,
  );
  await Promise.race([Promise.allSettled(running), outOfTime]);
  settled.abort();
  await wait(flushTime);
}
