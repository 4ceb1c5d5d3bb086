/** A process of its own that executes the procedure once, in whatever time zone it was started. */
import { createProcedureRunner } from '../../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../../src/adapters/system/clock.ts';
import { record, runnerParts } from './attempt.ts';

const environment = Object.fromEntries(
  Object.entries(process.env).map(([name, value]) => [name, value ?? '']),
);
const result = await createProcedureRunner(runnerParts(systemClock, environment)).execute(record().execution);
process.stdout.write(
  JSON.stringify({
    result,
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
