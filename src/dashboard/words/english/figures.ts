/** English: the figures. */
import type { OriginalStatus } from '../../../api/schemas/status-schemas.ts';

export const figures = {
  title: 'Summary',
  executions: 'Total executions',
  success: 'Success',
  failure: 'Failures',
  lastDuration: 'Last duration',
  minutes: 'minutes',
  lastExecution: 'Last execution',
  lastStatus: 'Last status',
  status: { success: 'Success', failed: 'Failed', error: 'Error' } satisfies Record<OriginalStatus, string>,
  rate: 'Success rate',
  target: (target: string) => `target ${target}`,
  onTarget: 'met',
  belowTarget: 'missed',
};
