/** What the timers call, and what happens to it when the host ends the worker. */
import type { InvocationContext } from '@azure/functions';
import { toLog } from './log.ts';

/** The worker is killed 5 s after `appTerminate`. */
const terminationBudget = 4_500;

const running = new Set<Promise<unknown>>();

async function track<T>(work: Promise<T>): Promise<T> {
  running.add(work);
  try {
    return await work;
  } finally {
    running.delete(work);
  }
}

let greeted = false;

/** Throws, and so marks the invocation as failed, when the settings are wrong or the table cannot be reached. */
export async function runTick(context: InvocationContext): Promise<void> {
  const [{ requireWorld }, { tick }] = await Promise.all([
    import('../compose.ts'),
    import('../operations/tick.ts'),
  ]);
  const world = await requireWorld();
  const log = toLog(context);
  if (!greeted) {
    const { greet } = await import('../operations/greet.ts');
    await greet(world, log);
    greeted = true;
  }
  await track(tick(world, log));
}

export async function runMaintenance(context: InvocationContext): Promise<void> {
  const [{ requireWorld }, { purge }, { tellUsualDuration }] = await Promise.all([
    import('../compose.ts'),
    import('../operations/purge.ts'),
    import('../operations/tell-usual-duration.ts'),
  ]);
  const world = await requireWorld();
  const log = toLog(context);
  await purge(world, log);
  await tellUsualDuration(world, log);
}

/** Uses the worker's last seconds to stop the procedure, mark the attempt interrupted and free the lease. */
export async function interruptRunning(): Promise<void> {
  if (running.size === 0) return;
  const { shutdown } = await import('../compose.ts');
  shutdown.abort();
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, terminationBudget);
  });
  await Promise.race([Promise.allSettled(running), outOfTime]);
  clearTimeout(timer);
}
