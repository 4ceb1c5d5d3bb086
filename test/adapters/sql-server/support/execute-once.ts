/** A process of its own that executes the procedure once, in whatever time zone and with whatever heap it was started. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createProcedureRunner } from '../../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../../src/adapters/system/clock.ts';
import { recordExecution } from '../../../../src/operations/attempt/execution-record.ts';
import { record, runnerParts } from './attempt.ts';

const environment = Object.fromEntries(
  Object.entries(process.env).map(([name, value]) => [name, value ?? '']),
);
let before = 0;
const delay = monitorEventLoopDelay({ resolution: 10 });
// What the app keeps, and not everything as a test does.
const { observer, messages } = recordExecution('all', () => {
  delay.enable();
  before = process.memoryUsage.rss();
});
const runner = createProcedureRunner(runnerParts(systemClock, environment));
const result = await runner.execute({ ...record().execution, observer });
process.stdout.write(
  JSON.stringify({
    result,
    lastMessage: messages().at(-1)?.text,
    longestPauseMs: delay.max / 1e6,
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    grownMegabytes: process.resourceUsage().maxRSS / 1024 - before / 1_048_576,
  }),
);
