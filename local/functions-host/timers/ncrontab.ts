/**
 * NCRONTAB, the cron dialect of timer triggers: five or six fields (seconds first), in UTC; day of month
 * and day of week must both match.
 */
import { Cron } from 'croner';

export interface Schedule {
  /** The first occurrence after the instant, or undefined when there is none. */
  next(after: Date): Date | undefined;
}

// Croner accepts more than NCRONTAB (@daily, L, W, #, ?): what fails on Azure must fail here.
const fields = /^[\d*/,-]+( [\d*/,-]+){2,3} (?:[\d*/,-]|[a-z]{3})+ (?:[\d*/,-]|[a-z]{3})+$/i;

export function parseSchedule(expression: string): Schedule {
  const text = expression.trim().replaceAll(/\s+/g, ' ');
  const error = `The schedule expression '${expression}' was not recognized as a valid cron expression.`;
  if (!fields.test(text)) throw new Error(error);
  try {
    const cron = new Cron(text, {
      paused: true,
      // Not `timezone`: a time zone costs the start of a host 20 ms of processor time.
      utcOffset: 0,
      mode: '5-or-6-parts',
      domAndDow: true,
      sloppyRanges: true,
    });
    return { next: (after) => cron.nextRun(after) ?? undefined };
  } catch (cause) {
    throw new Error(error, { cause });
  }
}
