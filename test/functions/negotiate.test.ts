import { describe, expect, test } from 'vitest';
import { isKnown, prefersGzip, prefersOpenMetrics } from '../../src/functions/negotiate.ts';

const withHeader = (name: string, value: string | undefined) => ({
  headers: new Headers(value === undefined ? {} : { [name]: value }),
});

test.each<[string | undefined, boolean]>([
  [undefined, false],
  ['', false],
  ['gzip', true],
  ['GZIP', true],
  ['gzip, deflate, br, zstd', true],
  ['br;q=1.0, gzip;q=0.8, *;q=0.1', true],
  ['x-gzip', true],
  ['gzip;q=0', false],
  ['gzip;q=0.000', false],
  ['GZip;Q=0', false],
  ['gzip ; q = 0 , *', false],
  ['*', true],
  ['*;q=0', false],
  ['*;q=0, gzip', true],
  ['identity', false],
  ['identity;q=0', false],
  ['identity;q=0, gzip;q=0.1', true],
  ['identity, gzip;q=0.5', false],
  ['identity;q=0.5, gzip', true],
  ['gzip;q=1.000', true],
  ['gzip;q=2', false],
  ['gzip;q=-1', false],
  ['gzip;q=', false],
  ['gzip;q=high', false],
  ['gzipped', false],
  ['not-gzip', false],
  ['br', false],
  [';q=1, ,gzip', true],
])('Accept-Encoding %j takes gzip: %j', (header, takes) => {
  expect(prefersGzip(withHeader('accept-encoding', header))).toBe(takes);
});

test.each<[string | undefined, boolean]>([
  [undefined, false],
  ['', false],
  ['W/"abc"', true],
  ['"abc"', true],
  ['"x", W/"abc", "y"', true],
  ['"x,"abc"', false],
  [' * ', true],
  ['abc', false],
  ['"abcd"', false],
  ['"ABC"', false],
  ['"a*"', false],
])('If-None-Match %j knows W/"abc": %j', (header, knows) => {
  expect(isKnown(withHeader('if-none-match', header), 'W/"abc"')).toBe(knows);
});

test('a header as long as the host lets through costs next to nothing', () => {
  const start = process.threadCpuUsage().user;
  for (const part of [' ', ',', ';', '"', '",', 'gzip;q=', '\t;q=0']) {
    const header = part.repeat(32_000 / part.length);
    prefersGzip({ headers: new Headers({ 'accept-encoding': `a${header}` }) });
    isKnown({ headers: new Headers({ 'if-none-match': `a${header}` }) }, 'W/"abc"');
  }
  expect((process.threadCpuUsage().user - start) / 1_000).toBeLessThan(1_000);
});

const prefers = (accept?: string): boolean => prefersOpenMetrics(withHeader('accept', accept));

describe('OpenMetrics', () => {
  test.each([
    // Prometheus 2.42 and 3.8.
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1',
    'application/openmetrics-text; version=1.0.0',
    'Application/OpenMetrics-Text',
    'text/plain;q=0.5, application/openmetrics-text;q=0.5',
  ])('is answered to whoever prefers it: %s', (accept) => {
    expect(prefers(accept)).toBe(true);
  });

  test.each([
    undefined,
    '*/*',
    'text/html,application/xhtml+xml,*/*;q=0.8',
    'text/plain;version=0.0.4',
    'text/plain, application/openmetrics-text;q=0.9',
    'application/openmetrics-text;q=0',
    'application/openmetrics-text;version=2.0.0',
    'application/openmetrics-text;q=nonsense',
  ])('is not forced upon others: %s', (accept) => {
    expect(prefers(accept)).toBe(false);
  });
});
