/** Long texts cost no more than their length, wherever the length is. */
import { expect, test } from 'vitest';
import { parseSqlSettings } from '../../../../src/adapters/sql-server/sql-settings.ts';
import { parseTableSettings } from '../../../../src/adapters/table-storage/table-settings.ts';
import { parseSettings } from '../../../../src/core/settings/scheduler-settings.ts';

const start = 'Server=db1;Database=A;User ID=app;Password=';
const shapes: readonly (readonly [string, (filler: string) => string])[] = [
  ['at the end', (filler) => `${start}x${filler}`],
  ['behind the last semicolon', (filler) => `${start}x;${filler}`],
  ['in front', (filler) => `${filler}${start}x`],
  ['in a key', (filler) => `${start}x;Conn${filler}ect Timeout=5`],
  ['behind an equals sign', (filler) => `${start}${filler}x`],
  ['in quotes', (filler) => `${start}"${filler}"`],
  ['in quotes that do not close', (filler) => `${start}"${filler}`],
  ['in braces', (filler) => `Driver={${filler}};${start}{${filler}}`],
  ['in the server', (filler) => `Server=db1${filler},1433;${start}x`],
  ['in the user', (filler) => `Server=db1;Database=A;User ID=a${filler}b;Password=x`],
  ['in the language', (filler) => `${start}x;Language=a${filler}b`],
];
const fillers = [' ', ';', '=', '"', '""', '{', '}', 'a', 'a=b;', '://', 'Pwd =', ', ', '[:', '1', '.', '\n'];

/** In milliseconds of this thread's own work, so that a busy machine makes no difference. */
function workFor(text: string): number {
  const begun = process.threadCpuUsage().user;
  parseSqlSettings({ SQL_CONNECTION_STRING: text });
  parseSqlSettings({ SQL_SERVER: text, SQL_DATABASE: text, SQL_USER: text, SQL_PASSWORD: text });
  parseTableSettings({ AzureWebJobsStorage: text });
  parseSettings({ PROCEDURE_NAME: text, RETRY_DELAYS_MINUTES: text, INTERVAL_HOURS: text }, undefined);
  return (process.threadCpuUsage().user - begun) / 1_000;
}

const leastOfThree = (text: string): number => Math.min(...[text, text, text].map(workFor));

/** Whatever takes less than half a second is short enough; only beyond that the lengths are compared. */
function isLinear(textOf: (count: number) => string): boolean {
  const long = textOf(40_000);
  return workFor(long) < 500 || leastOfThree(long) < Math.max(500, 100 * leastOfThree(textOf(2_000)));
}

/** Twenty times the length takes twenty times the work: if it were quadratic, four hundred times, and many seconds. */
test.each(shapes)('%s', (_, shape) => {
  for (const filler of fillers) {
    const linear = isLinear((count) => shape(filler.repeat(count)));
    expect({ filler, linear }).toEqual({ filler, linear: true });
  }
});

test('a valid string with 200,000 trailing blanks is read', () => {
  expect(parseSqlSettings({ SQL_CONNECTION_STRING: `${start}x${' '.repeat(200_000)}` }).kind).toBe('valid');
});
