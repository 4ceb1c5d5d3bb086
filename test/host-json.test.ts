/** host.json as the Functions host will read it. */
import { expect, test } from 'vitest';
import { parseFunctionTimeout } from '../src/core/settings/function-timeout.ts';
import { parseSettings } from '../src/core/settings/scheduler-settings.ts';
import { readProjectFile } from './support/project-files.ts';

const text = await readProjectFile('host.json');
const host: unknown = JSON.parse(text);

test('is written for version 2 of the schema', () => {
  expect(host).toMatchObject({ version: '2.0' });
});

test('leaves room for the default run timeout', () => {
  const timeout = parseFunctionTimeout(text, {});
  expect(timeout).toMatchObject({ kind: 'valid', settings: { limit: expect.any(Number) } });
  expect(timeout.kind === 'valid' && parseSettings({}, timeout.settings.limit)).toMatchObject({
    kind: 'valid',
  });
});

test('puts the routes at the root, where the original had them', () => {
  expect(host).toMatchObject({ extensions: { http: { routePrefix: '' } } });
});

test('sends headers with every answer that keep browsers from guessing, framing, telling and falling back to HTTP', () => {
  const headers = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  };
  expect(host).toMatchObject({ extensions: { http: { customHeaders: headers } } });
});

test('lets no stranger fill the log: the calls that need no credential leave no lines of the host', () => {
  expect(host).toMatchObject({
    logging: { logLevel: { 'Function.health': 'Warning', 'Function.dashboard': 'Warning' } },
  });
});

test('names no extension bundle, so that the app starts without downloading one', () => {
  expect(host).not.toHaveProperty('extensionBundle');
});

test('lets no page of another site frame, open, embed or read what the app answers', () => {
  expect(host).toMatchObject({
    extensions: {
      http: {
        customHeaders: {
          'X-Content-Type-Options': 'nosniff',
          'X-Frame-Options': 'DENY',
          'Referrer-Policy': 'no-referrer',
          'Strict-Transport-Security': expect.stringMatching(/^max-age=\d{8}/),
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Resource-Policy': 'same-origin',
        },
      },
    },
  });
  expect(text).not.toContain('Access-Control');
});
