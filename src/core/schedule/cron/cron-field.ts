/** One field of a cron expression: numbers, names, ranges, steps and lists. */

export interface FieldKind {
  /** For messages: "minute". */
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** In lower case; the first one stands for `least`. */
  readonly names?: readonly string[];
}

/** Thrown within the parser only: the expression, not the program, is wrong. */
export class CronProblem extends Error {}

export function splitList(text: string, { name }: FieldKind): readonly string[] {
  const items = text.split(',');
  if (items.includes('')) throw new CronProblem(`expected no empty item in the field ${name}, got "${text}"`);
  return items;
}

/** Of one item of a list: a number or name, a range, or either with a step. */
export function numbersOf(item: string, kind: FieldKind): readonly number[] {
  const [range = '', stepText, ...rest] = item.split('/');
  const wrong = (): CronProblem => new CronProblem(`expected ${expectedIn(kind)}, got "${item}"`);
  if (rest.length > 0) throw wrong();
  const [from, to] = boundsOf(range, kind, wrong);
  const step = stepText === undefined ? 1 : stepOf(stepText, kind);
  // `7/5` means something else to every cron.
  if (stepText !== undefined && range !== '*' && !range.includes('-')) throw wrong();
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function boundsOf(range: string, kind: FieldKind, wrong: () => CronProblem): readonly [number, number] {
  if (range === '*') return [kind.least, kind.most];
  const [first = '', last, ...rest] = range.split('-');
  const from = numberOf(first, kind);
  const to = last === undefined ? from : numberOf(last, kind);
  if (rest.length > 0 || from === undefined || to === undefined) throw wrong();
  // Sunday ends a week as well as it begins one.
  const end = kind === weekdays && to === 0 && from > 0 ? 7 : to;
  if (end < from)
    throw new CronProblem(
      `expected a range of the field ${kind.name} that ends after it begins, got "${range}"`,
    );
  return [from, end];
}

function stepOf(text: string, { name, most }: FieldKind): number {
  const step = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (step < 1 || step > most)
    throw new CronProblem(`expected a step from 1 to ${most} in the field ${name}, got "/${text}"`);
  return step;
}

export function numberOf(text: string, { least, most, names = [] }: FieldKind): number | undefined {
  const named = names.indexOf(text);
  if (named >= 0) return least + named;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

const expectedIn = ({ name, least, most, names }: FieldKind): string =>
  `a value from ${least} to ${most}${names === undefined ? '' : `, a name such as "${names[1] ?? ''}"`}, a range or "*" in the field ${name}`;

export const minutesField: FieldKind = { name: 'minute', least: 0, most: 59 };
export const hoursField: FieldKind = { name: 'hour', least: 0, most: 23 };
export const daysOfMonth: FieldKind = { name: 'day of month', least: 1, most: 31 };
export const months: FieldKind = {
  name: 'month',
  least: 1,
  most: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
/** 7 is Sunday as well. */
export const weekdays: FieldKind = {
  name: 'day of week',
  least: 0,
  most: 7,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};
