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
