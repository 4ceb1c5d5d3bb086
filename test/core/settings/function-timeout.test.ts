/** The host's own bound on an invocation. */
import { describe, expect, test } from 'vitest';
import { parseFunctionTimeout } from '../../../src/core/settings/function-timeout.ts';
import { days, hours, minutes, seconds } from '../../../src/core/time/time.ts';

const hostJson = (functionTimeout: unknown): string => JSON.stringify({ version: '2.0', functionTimeout });
const parsed = (functionTimeout: unknown, override?: string) =>
  parseFunctionTimeout(hostJson(functionTimeout), override);

describe('functionTimeout', () => {
  test.each([
    ['02:00:00', hours(2)],
    ['0:05:00', minutes(5)],
    ['01:35:30', seconds(5_730)],
    ['1.00:00:00', days(1)],
  ])('%s in host.json is the bound', (text, settings) => {
    expect(parsed(text)).toEqual({ kind: 'valid', settings });
  });

  test('-1 is no bound', () => {
    expect(parsed('-1')).toEqual({ kind: 'valid', settings: undefined });
    expect(parsed('00:10:00', '-1')).toEqual({ kind: 'valid', settings: undefined });
  });

  test('is half an hour, as the host has it, when host.json says nothing', () => {
    expect(parseFunctionTimeout('{"version":"2.0"}', undefined)).toEqual({
      kind: 'valid',
      settings: minutes(30),
    });
  });

  test('in the app setting beats host.json, unless that is empty', () => {
    expect(parsed('02:00:00', '03:00:00')).toEqual({ kind: 'valid', settings: hours(3) });
    expect(parsed('02:00:00', '')).toEqual({ kind: 'valid', settings: hours(2) });
  });

  test.each(['2h', '120', '', '02:00', '00:90:00', '25:00:00', 7200, null])(
    '%j is refused with what was expected',
    (value) => {
      expect(parsed(value)).toEqual({
        kind: 'invalid',
        problems: [
          `functionTimeout in host.json is "${value}", expected hh:mm:ss such as "02:00:00", or "-1"`,
        ],
      });
    },
  );

  test('refused in the app setting names the app setting', () => {
    expect(parsed('02:00:00', '2h')).toEqual({
      kind: 'invalid',
      problems: [
        'AzureFunctionsJobHost__functionTimeout is "2h", expected hh:mm:ss such as "02:00:00", or "-1"',
      ],
    });
  });
});
