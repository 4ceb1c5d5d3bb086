/** When the platform's word on who somebody is counts. */
import { expect, test } from 'vitest';
import { authenticationOf } from '../../../src/core/settings/authentication.ts';

test.each(['True', 'true', 'TRUE'])(
  'the platform checks callers when WEBSITE_AUTH_ENABLED is %s',
  (value) => {
    expect(authenticationOf(value)).toBe('platform');
  },
);

test.each([undefined, '', 'False', 'false', '1', 'yes', ' True', 'True '])(
  'anything else, here %j, leaves them to function keys',
  (value) => {
    expect(authenticationOf(value)).toBe('keys');
  },
);
