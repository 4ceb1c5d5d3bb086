/** What a procedure that returns a million rows leaves in memory: the peak of a worker's whole life. */
import { readFileSync } from 'node:fs';
import { askFor, fireTimer } from './ask.ts';
import type { ComparedFigure } from './figure.ts';
import type { Workshop } from './workshop.ts';

/** As the kernel counts it, in MB. */
function peakOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status tells no VmHWM: this needs Linux`);
  return Number(kilobytes) / 1_000;
}

async function peakWithRows(workshop: Workshop, count: number): Promise<number> {
  const sql = await workshop.sql();
  await using app = await workshop.startApp(await workshop.emptyTable());
  const { host } = app;
  await fireTimer(host, 'tick');
  await askFor(202, host.url('/scheduler/force-execute'), { method: 'POST' });
  sql.setFault({ kind: 'rows', count });
  await fireTimer(host, 'tick');
  sql.setFault(undefined);
  await host.waitForLine(/completed successfully/);
  return peakOf(host.workerPid());
}

export const memoryFigures: readonly ComparedFigure[] = [
  {
    kind: 'compared',
    name: 'memory',
    what: 'peak memory of the worker with a run of 1,000,000 rows',
    against: 'a run without rows',
    unit: 'MB',
    as: 'more',
    mustReach: 20,
    effort: { rounds: 7, pairs: 1, warmUp: 0 },
    prepare: async (workshop) => ({
      subject: () => peakWithRows(workshop, 1_000_000),
      yardstick: () => peakWithRows(workshop, 0),
    }),
  },
];
