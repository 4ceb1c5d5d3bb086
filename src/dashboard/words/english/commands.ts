/** English: the commands, their dialogs, and why one is not available. */
import type { Command, Unavailable } from '../../commands/availability.ts';

export const commands = {
  name: {
    start: 'Resume',
    stop: 'Pause …',
    forceExecute: 'Run now …',
    cancel: 'Cancel this run …',
    setInterval: 'Change interval …',
    setSchedule: 'Edit schedule …',
  } satisfies Record<Command, string>,
  done: {
    start: 'The schedule has been resumed.',
    stop: 'The schedule has been paused.',
    forceExecute: 'A run has been requested.',
    cancel: 'The cancellation has been requested.',
    setInterval: 'The interval has been changed.',
    setSchedule: 'The schedule has been changed.',
  } satisfies Record<Command, string>,
  forbidden: (role: string) => `Requires the ${role} role.`,
  unavailable: {
    not_loaded: '',
    not_answered: 'The API has not answered yet.',
    not_paused: 'The schedule is not paused.',
    paused_already: 'The schedule is already paused.',
    run_active: 'A run is already in progress or waiting.',
    no_run: 'No run is in progress.',
    stopping: 'This run is already being stopped.',
  } satisfies Record<Unavailable, string>,
  reason: 'Reason',
  reasonHint: 'Recorded in the history and the audit trail; up to 500 characters.',
  optional: 'optional',
  unfinished: 'Incomplete: finish it or clear it.',
  back: 'Back',
  sending: 'Sending …',
  stop: {
    title: 'Pause the schedule',
    words: 'No scheduled run starts until the schedule is resumed.',
    runGoesOn: 'The run in progress continues. To stop it too, cancel it.',
    until: 'Resume automatically at',
    untilHint: (zone: string) =>
      `Local time in ${zone}. Leave empty to stay paused until somebody resumes it.`,
    untilMeans: (moment: string, wait: string) => `Resumes automatically: ${moment}, in ${wait}.`,
    untilWrong: 'Enter a date and time in the future, before the year 2100.',
    cancelToo: 'Also cancel the run in progress (cannot be undone)',
    confirm: 'Pause',
  },
  forceExecute: {
    title: 'Run now',
    words: (procedure: string) => `${procedure} starts shortly, even if the schedule is paused.`,
    procedure: 'The procedure',
    countsAnew: 'The interval then counts from the end of this run.',
    from: 'First day (awal)',
    to: 'Last day (akhir)',
    hint: (range: string, most: number) =>
      `Leave empty for ${range}. Up to ${most} days, none of them in the future.`,
    confirm: 'Run now',
  },
  cancel: {
    title: 'Cancel the run',
    words:
      'The procedure is asked to stop. Whether its work so far is rolled back depends on the procedure. This run is not retried. This cannot be undone.',
    within: (heartbeat: string) => `The request reaches the procedure within ${heartbeat}.`,
    processLost:
      'The app has lost control of the procedure and cannot stop it: if it is still running, it runs to its end. Then the run is recorded as cancelled and is not retried. This cannot be undone.',
    waiting: 'This run is waiting: it ends at once, without calling the procedure. This cannot be undone.',
    confirm: 'Cancel the run',
  },
  setInterval: {
    title: 'Change the interval',
    hours: 'Hours between runs',
    hoursHint: (least: string, most: string) => `${least} to ${most}`,
    after: 'Counted',
    finish: 'from the end of the previous run',
    start: 'at a fixed rate, however long a run takes',
    preview: 'The next slots would be',
    unchanged: 'This interval is already in effect.',
    paused: 'The schedule is paused: the times are known once it is resumed.',
    delay: (delay: string) => `No scheduled run starts within ${delay} of the change.`,
    confirm: 'Change',
  },
};
