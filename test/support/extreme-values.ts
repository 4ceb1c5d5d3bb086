/** Values at the edges of what texts and numbers can say, and random ones around them, for whatever a schema may accept. */
import * as fc from 'fast-check';
import { z } from 'zod';
import { ChannelName } from '../../src/core/notices/channel.ts';
import { extremeDocument } from './schedule-documents.ts';
import { anyCharacter } from './any-character.ts';

const years = [
  '0000',
  '0001',
  '0206',
  '1900',
  '1969',
  '1970',
  '2026',
  '2038',
  '2099',
  '2100',
  '9998',
  '9999',
];
const oddYears = ['-000001', '-009999', '+002026', '+010000', '+275760', '999'];
const daysOfYear = ['01-01', '02-28', '02-29', '02-30', '03-29', '10-25', '11-01', '12-31', '13-01', '00-00'];
/** Beside the clocks' changes in Berlin and New York, and what only some calendars know. */
const times = ['00:00', '00:00:00', '01:30:00', '02:30:00', '23:59:59', '23:59:60', '24:00:00', '12:00:00.0'];
const offsets = [
  'Z',
  'z',
  '',
  '+00:00',
  '-00:00',
  '+07:00',
  '-11:59',
  '+14:00',
  '+23:59',
  '-23:59',
  '+24:00',
];

const date = fc
  .tuple(fc.constantFrom(...years, ...oddYears), fc.constantFrom(...daysOfYear))
  .map((parts) => parts.join('-'));
const fraction = fc.oneof(
  fc.constant(''),
  fc
    .string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 20 })
    .map((text) => `.${text}`),
);
const instant = fc
  .tuple(
    date,
    fc.constantFrom('T', 't', ' '),
    fc.constantFrom(...times),
    fraction,
    fc.constantFrom(...offsets),
  )
  .map((parts) => parts.join(''));
/** As people send them: of our time, so that something is accepted. */
const ordinaryInstant = fc
  .tuple(
    fc.date({ min: new Date('2026-11-01'), max: new Date('2100-02-01'), noInvalidDate: true }),
    fraction,
    fc.constantFrom('Z', '+07:00', '-11:59', '+23:59', '-23:59'),
  )
  .map(([at, digits, offset]) => `${at.toISOString().slice(0, 19)}${digits}${offset}`);
const ordinaryDate = fc
  .date({ min: new Date('1899-12-01'), max: new Date('2026-11-25'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

const number = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    0.5,
    24,
    23.999999999999996,
    0.5000000000000001,
    5e-324,
    1e308,
    -1e308,
    2 ** 53,
    1e21,
  ),
  fc.constantFrom(-1, 1, 100, 101, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, Infinity, Number.NaN),
  fc.double({ min: 0.5, max: 24, noNaN: true }),
  fc.double(),
  fc.integer(),
);
const digits = fc.oneof(
  number.map(String),
  fc.string({ unit: fc.constantFrom(...'0123456789.'), minLength: 1, maxLength: 13 }),
  fc.constantFrom('00', '007', '24.000000000', '0.500000001', '100', '999999999', '1000000000', '1e2', ' 5'),
);

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.string({ unit: anyCharacter, minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    'a'.repeat(500),
    '😀'.repeat(500),
    'e\u0301'.repeat(250),
    '界'.repeat(500),
    `a${'\u0301'.repeat(499)}`,
  ),
  fc.constantFrom(
    '{"event":"run_finished"}',
    '</script>',
    "'; DROP",
    '%s%n',
    '__proto__',
    'constructor',
    '\\u202e',
  ),
);
const id = fc.oneof(
  fc.constantFrom(
    '01M83TWC6WTENC80CQS4R1FZWR',
    '01m83twc6wtenc80cqs4r1fzwr',
    '0'.repeat(26),
    `7${'Z'.repeat(25)}`,
  ),
  fc.constantFrom('8'.repeat(26), '7'.repeat(26), '_', 'x'.repeat(64), '01J'),
);
const word = fc.constantFrom(
  'start',
  'finish',
  'active',
  'succeeded',
  'failed',
  'lost',
  'skipped',
  'cancelled',
  'en',
  'id',
  'missing',
  'all',
  ...ChannelName.options,
);

/** Short lists of dates with counts. */
const toldDates = fc.array(
  fc.record(
    { date: fc.oneof(date, ordinaryDate), rows: fc.oneof(fc.nat(), number) },
    { requiredKeys: ['date'] },
  ),
  { minLength: 1, maxLength: 3 },
);

export const extremeValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: instant },
  { weight: 3, arbitrary: ordinaryInstant },
  { weight: 2, arbitrary: date },
  { weight: 3, arbitrary: ordinaryDate },
  { weight: 3, arbitrary: number },
  { weight: 2, arbitrary: digits },
  { weight: 3, arbitrary: text },
  { weight: 1, arbitrary: id },
  { weight: 1, arbitrary: word },
  { weight: 1, arbitrary: extremeDocument },
  { weight: 1, arbitrary: toldDates },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

const pools = new Map<number, readonly unknown[]>();
function poolOf(seed: number): readonly unknown[] {
  const pool = pools.get(seed) ?? fc.sample(extremeValue, { numRuns: 1_000, seed });
  pools.set(seed, pool);
  return pool;
}

/** Inputs that the schema accepts, field by field. Throws when no value is known for a field: teach it here. */
export function acceptedBy(schema: z.ZodObject, seed: number): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(schema.shape).map(([name, field]) => {
    const accepted = poolOf(seed).filter((value) => z.safeParse(field, value).success);
    if (accepted.length === 0) throw new Error(`no extreme value is accepted as ${name}`);
    return [name, fc.constantFrom(...accepted)] as const;
  });
  const missing = new Set(schema.safeParse({}).error?.issues.map(({ path }) => String(path[0])));
  const requiredKeys = Object.keys(schema.shape).filter((name) => missing.has(name));
  return fc.record(Object.fromEntries(fields), { requiredKeys });
}
