/** The host's own bound on an invocation. */
import { describe, expect, test } from 'vitest';
import { parseFunctionTimeout } from '../../../src/core/settings/function-timeout.ts';
import { days, hours, minutes, seconds } from '../../../src/core/time/time.ts';

const hostJson = (functionTimeout: unknown): string => JSON.stringify({ version: '2.0', functionTimeout });
const name = 'AzureFunctionsJobHost__functionTimeout';
const parsed = (functionTimeout: unknown, override?: string) => {
  const result = parseFunctionTimeout(hostJson(functionTimeout), { [name]: override });
  return result.kind === 'valid' ? { kind: 'valid', settings: result.settings.limit } : result;
};

describe('functionTimeout', () => {
  test.each([
    ['02:00:00', hours(2)],
    ['0:05:00', minutes(5)],
    ['01:35:30', seconds(5_730)],
    ['1.00:00:00', days(1)],
    ['02:00:00.5000000', hours(2)],
    [' 02:00:00 ', hours(2)],
  ])('%s in host.json is the bound', (text, settings) => {
    expect(parsed(text)).toEqual({ kind: 'valid', settings });
  });

  test('-1 is no bound', () => {
    expect(parsed('-1')).toEqual({ kind: 'valid', settings: undefined });
    expect(parsed('00:10:00', '-1')).toEqual({ kind: 'valid', settings: undefined });
    expect(parsed('-1.00:00:00')).toEqual({ kind: 'valid', settings: undefined });
    expect(parsed(-1)).toEqual({ kind: 'valid', settings: undefined });
  });

  test('is half an hour, as the host has it, when host.json says nothing', () => {
    expect(parseFunctionTimeout('{"version":"2.0"}', {})).toMatchObject({
      kind: 'valid',
      settings: { limit: minutes(30) },
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

  test.each([
    name,
    'AzureFunctionsJobHost__FunctionTimeout',
    'AZUREFUNCTIONSJOBHOST__FUNCTIONTIMEOUT',
    'azurefunctionsjobhost__functiontimeout',
    'AzureFunctionsJobHost:functionTimeout',
    'AzureFunctionsJobHost:FunctionTimeout',
  ])('is read under the name %s, as the host reads it', (spelling) => {
    expect(parseFunctionTimeout(hostJson('02:00:00'), { [spelling]: '00:00:20' })).toEqual({
      kind: 'valid',
      settings: { limit: seconds(20), source: spelling },
    });
  });

  test('under two spellings that differ is refused, because the host takes either', () => {
    const environment = { [name]: '02:00:00', 'AzureFunctionsJobHost:functionTimeout': '00:00:20' };
    expect(parseFunctionTimeout(hostJson('02:00:00'), environment)).toEqual({
      kind: 'invalid',
      problems: [
        `${name} and AzureFunctionsJobHost:functionTimeout differ, and the host takes either: expected only one of them`,
      ],
    });
    expect(parseFunctionTimeout(hostJson('01:00:00'), { ...environment, [name]: '00:00:20' }).kind).toBe(
      'valid',
    );
  });

  test('may have any case in host.json too, and the file may begin with a byte order mark', () => {
    const text = '\uFEFF{"version":"2.0","FunctionTimeout":"00:10:00"}';
    expect(parseFunctionTimeout(text, {})).toMatchObject({ settings: { limit: minutes(10) } });
  });

  test.each([
    '{ // "functionTimeout": "03:00:00"\r\n "version": "2.0", "functionTimeout": "00:10:00", }',
    '{ "url": "https://x/*", /* "functionTimeout": "03:00:00", */ "functionTimeout": "00:10:00" }',
    String.raw`{ "text": "a\\", "quote": "\"//", "list": [",]", 1, ], "functionTimeout": "00:10:00" } // the end`,
  ])('is read as the host does, with comments and trailing commas: %s', (text) => {
    expect(parseFunctionTimeout(text, {})).toMatchObject({ settings: { limit: minutes(10) } });
  });

  test.each([
    '{ "version": "2.0" ',
    '{ "version": 2.0 /* }',
    '{ "a": "// }',
    '// a comment',
    '',
    'null',
    '5',
  ])('host.json with %j is refused', (text) => {
    expect(parseFunctionTimeout(text, {})).toEqual({
      kind: 'invalid',
      problems: ['host.json cannot be read: expected a JSON object'],
    });
  });

  test('does not show a value that may be a secret', () => {
    expect(parsed('02:00:00', 'Server=a;Password=Secret99')).toMatchObject({
      problems: [`${name} has a wrong value (not shown), expected hh:mm:ss such as "02:00:00", or "-1"`],
    });
  });
});
