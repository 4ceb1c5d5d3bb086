/** English: the page as a whole, and names that all its parts use. */
export const page = {
  title: (job: string) => `${job} scheduler`,
  subtitle: (days: string, often: string) => `Computes working hours of ${days}, ${often}`,
  language: 'Language',
  skipToContent: 'Skip to content',
  updatedNow: 'Updated just now',
  updated: (time: string) => `Updated ${time}`,
  loading: 'Loading …',
  none: '–',
  close: 'Close',
  newer: 'Newer',
  older: 'Older',
  /** Names the app itself gives to who did something. */
  actor: {
    schedule: 'the schedule',
    'first start': 'the initial setup',
    /** In rows of older versions. */
    'function key': 'a function key',
    anonymous: 'an anonymous user',
  },
  keyHolder: (hash: string) => `function key ${hash}`,
  noReason: 'no reason given',
};
