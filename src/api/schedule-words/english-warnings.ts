/** English: what is odd about a schedule document. */

export const englishWarnings = {
  profile: (name: string): string => `the profile "${name}"`,
  defaultRule: 'the default rule',
  interval_too_short: (rule: string, hours: number, recommended: number): string =>
    `${rule}: runs often take longer than the interval of ${hours} h leaves, so slots are skipped or come late; at least ${recommended} h is recommended`,
  rule_never_fires: (rule: string): string => `${rule} has no slot in the next nine years`,
  profile_never_applies: (profile: string): string =>
    `${profile} never applies: its conditions never fit, or others always come first`,
  cron_time_skipped: (rule: string, date: string, time: string): string =>
    `${rule}: when the clocks change on ${date}, ${time} does not exist; the run comes at the first instant after the change`,
  cron_time_repeated: (rule: string, date: string, time: string): string =>
    `${rule}: when the clocks change on ${date}, ${time} exists twice; the run comes once, the first time`,
  windows_overlap: (profile: string, other: string): string =>
    `the windows of the profiles "${profile}" and "${other}" overlap: "${profile}" comes first, so it is in force there`,
  blackout_over: (label: string): string => `the blackout "${label}" is over`,
};
export type WarningWords = typeof englishWarnings;
