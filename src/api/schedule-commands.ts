/** What a caller can change about the schedule, in the table of commands. */
import type { Command } from './commands.ts';

export const scheduleCommands = {
  setInterval: {
    path: 'scheduler/set-interval',
    role: 'admin',
    action: 'set_interval',
    symbol: '🕒',
    event: 'interval_set',
    summary: 'Change the interval of the schedule',
    description: 'The next run is due no sooner than the start delay.',
    body: 'SetIntervalRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: [],
  },
  setSchedule: {
    method: 'PUT',
    path: 'scheduler/schedule',
    role: 'admin',
    action: 'set_schedule',
    symbol: '🗓️',
    event: 'schedule_set',
    summary: 'Replace the schedule document',
    description:
      'Whatever is left out is off or empty afterwards. `If-Match` names the revision that the change is based on, as `"7"` or as the `ETag` of `GET`; `*` replaces whatever there is. The next run is due no sooner than the start delay.',
    body: 'SetScheduleRequest',
    answers: { 200: 'ScheduleChangeAnswer' },
    refusals: ['revision_changed', 'precondition_required'],
  },
} as const satisfies Readonly<Record<string, Command>>;
