/** English: the figures. */

export const figures = {
  title: 'Summary',
  complete: 'Complete through',
  rate: 'Success rate',
  target: (target: string) => `target ${target}`,
  onTarget: 'met',
  belowTarget: 'missed',
  lastResult: 'Last result',
  lastExecution: 'Last run',
  usualDuration: 'Usual duration',
  lastDuration: (duration: string) => `last: ${duration}`,
  executions: (count: string) => `${count} executions in all`,
  success: (count: string) => `${count} succeeded`,
  failure: (count: string) => `${count} failed`,
};
