/** The settings about late input: their defaults and formats, and that a wrong one stops nothing. */
import { expect, test } from 'vitest';
import { readPendingSettings } from '../../../src/core/settings/pending-environment.ts';
import { parseSettings } from '../../../src/core/settings/scheduler-settings.ts';
import { minutes, seconds } from '../../../src/core/time/time.ts';

const standard = { parameter: 'sejak', every: minutes(5), quiet: minutes(30) };

test('without them nobody is asked, and others may still tell', () => {
  expect(readPendingSettings({ PENDING_PROCEDURE: '' })).toEqual({ settings: standard, wrong: [] });
});

test.each([
  ['PENDING_PROCEDURE', '[hr].[sp Baru]', { procedure: 'hr.[sp Baru]' }],
  ['PENDING_PARAMETER', '@mulai', { parameter: 'mulai' }],
  ['PENDING_EVERY_MINUTES', '1.5', { every: seconds(90) }],
  ['PENDING_QUIET_MINUTES', '0', { quiet: minutes(0) }],
])('%s takes %s', (name, value, expected) => {
  expect(readPendingSettings({ [name]: value })).toEqual({
    settings: { ...standard, ...expected },
    wrong: [],
  });
});

test.each([
  [
    'PENDING_PROCEDURE',
    'dbo.spBaru; DROP TABLE x',
    /^PENDING_PROCEDURE has a wrong value \(not shown\): expected the name/,
  ],
  ['PENDING_PROCEDURE', 'Server=x;Password=s3cret', /^PENDING_PROCEDURE holds a password/],
  [
    'PENDING_PARAMETER',
    'se jak',
    /^PENDING_PARAMETER has a wrong value \(not shown\): expected the name of a parameter/,
  ],
  ['PENDING_EVERY_MINUTES', '0', /^PENDING_EVERY_MINUTES is "0": expected a number from 0.01 to 1440/],
  ['PENDING_QUIET_MINUTES', '-1', /^PENDING_QUIET_MINUTES is "-1": expected a number from 0 to 10080/],
])('%s=%s is named, leaves the question off, and stops nothing', (name, value, problem) => {
  const environment = { PENDING_PROCEDURE: 'dbo.spBaru', PENDING_QUIET_MINUTES: '45', [name]: value };
  const { settings, wrong } = readPendingSettings(environment);
  expect(wrong).toEqual([{ part: 'pending', problems: [expect.stringMatching(problem)] }]);
  expect(settings).toEqual(standard);
  expect(parseSettings(environment, undefined)).toMatchObject({
    kind: 'valid',
    settings: { pending: standard },
  });
});
