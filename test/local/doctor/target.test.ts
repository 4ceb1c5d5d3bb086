/** Which server the doctor checks, and what it says when there is none. */
import { describe, expect, test } from 'vitest';
import { findTarget } from '../../../local/doctor/target.ts';

const broken = (): never => {
  throw new Error('local.settings.json, line 3, column 5: expected a colon');
};

describe('a local.settings.json that cannot be read', () => {
  test.each([undefined, 'Server=db1;Database=Absensi;User ID=app;Password=x'])(
    'is a problem with the settings like any other, so that --json stays JSON (%s)',
    async (connection) => {
      expect(await findTarget(connection, {}, () => undefined, broken)).toEqual({
        kind: 'invalid',
        problems: ['local.settings.json, line 3, column 5: expected a colon'],
      });
    },
  );
});

test('wrong settings of channels and metrics do not keep the doctor from the server; it names them', async () => {
  const environment = { SLACK_WEBHOOK_URL: 'hooks.slack.com/s3cret', METRICS_TOKEN: 's3cret' };
  const connection = 'Server=db1;Database=Absensi;User ID=app;Password=x';
  const found = await findTarget(
    connection,
    environment,
    () => undefined,
    () => ({}),
  );
  expect(found).toMatchObject({
    kind: 'server',
    wrongSettings: [
      { part: 'slack', problems: [expect.stringMatching(/^SLACK_WEBHOOK_URL has a wrong value/)] },
      { part: 'metrics', problems: [expect.stringMatching(/^METRICS_TOKEN has a wrong value/)] },
    ],
  });
  expect(JSON.stringify(found)).not.toContain('s3cret');
});
