/** What is doubtful about a schedule document. Nothing of it is refused: whoever sets the schedule may know better. */

export const scheduleWarningCodes = [
  'interval_too_short',
  'never_fires',
  'profile_never_applies',
  'time_skipped',
  'time_repeated',
  'windows_overlap',
  'blackout_past',
] as const;
export type ScheduleWarningCode = (typeof scheduleWarningCodes)[number];
