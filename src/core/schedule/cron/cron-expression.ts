/**
 * A cron expression of five fields, in the time zone of the schedule. Evaluated here rather than by a library, because
 * missed slots are counted by day, not one by one.
 */
import { z } from 'zod';
import { longestCronExpression } from '../limits.ts';
import { type CronDays, parseMonthDays, parseWeekDays, everFalls } from './cron-days.ts';
import {
  CronProblem,
  type FieldKind,
  hoursField,
  minutesField,
  months,
  numbersOf,
  splitList,
} from './cron-field.ts';

const fiveFields = 'five fields (minute, hour, day of month, month, day of week), such as "0 7 * * mon-fri"';
const words = `expected a cron expression of ${fiveFields}`;

export const CronExpression = z
  .string({ error: words })
  .max(longestCronExpression, { error: `${words}, of at most ${longestCronExpression} characters` })
  .superRefine((text, context) => {
    const result = parse(text);
    if (result.kind === 'invalid') context.addIssue({ code: 'custom', message: result.problem });
  })
  .brand<'CronExpression'>();
export type CronExpression = z.infer<typeof CronExpression>;

export interface Cron {
  /** Minutes of the day, ascending. */
  readonly times: readonly number[];
  readonly days: CronDays;
  /** False for a 30th of February. */
  readonly hasDays: boolean;
}

type ParseResult =
  | { readonly kind: 'parsed'; readonly cron: Omit<Cron, 'hasDays'> }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Every tick asks for the same few. */
const parsed = new Map<CronExpression, Cron>();

export function cronOf(expression: CronExpression): Cron {
  const known = parsed.get(expression);
  if (known !== undefined) return known;
  const result = parse(expression);
  if (result.kind === 'invalid') throw new Error(`${result.problem}, in a checked expression`);
  if (parsed.size > 100) parsed.clear();
  const cron = { ...result.cron, hasDays: everFalls(result.cron.days) };
  parsed.set(expression, cron);
  return cron;
}

function parse(text: string): ParseResult {
  const fields = text.trim().toLowerCase().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (
    fields.length !== 5 ||
    minute === undefined ||
    hour === undefined ||
    dayOfMonth === undefined ||
    month === undefined ||
    dayOfWeek === undefined
  )
    return { kind: 'invalid', problem: `${words}, got ${JSON.stringify(text.slice(0, 80))}` };
  try {
    const minutes = all(minute, minutesField);
    const hours = all(hour, hoursField);
    return {
      kind: 'parsed',
      cron: {
        times: hours.flatMap((each) => minutes.map((minutePast) => each * 60 + minutePast)),
        days: {
          months: new Set(all(month, months)),
          monthDays: parseMonthDays(dayOfMonth),
          weekDays: parseWeekDays(dayOfWeek),
        },
      },
    };
  } catch (problem) {
    if (problem instanceof CronProblem) return { kind: 'invalid', problem: problem.message };
    throw problem;
  }
}

const all = (text: string, kind: FieldKind): readonly number[] =>
  [...new Set(splitList(text, kind).flatMap((item) => numbersOf(item, kind)))].toSorted(
    (one, other) => one - other,
  );
