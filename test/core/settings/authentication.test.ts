/** When the platform's word on who somebody is counts. */
import { expect, test } from 'vitest';
import { authenticationOf } from '../../../src/core/settings/authentication.ts';
import { readOwnSite } from '../../../src/core/settings/own-site.ts';

test.each(['True', 'true', 'TRUE', ' True', 'True '])(
  'the platform checks callers when WEBSITE_AUTH_ENABLED is %s',
  (value) => {
    expect(authenticationOf(value)).toBe('platform');
  },
);

test.each([undefined, '', 'False', 'false', '1', 'yes', 'True1'])(
  'anything else, here %j, leaves them to function keys',
  (value) => {
    expect(authenticationOf(value)).toBe('keys');
  },
);

const development = { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' };
test.each([
  [{ WEBSITE_SITE_NAME: 'app' }, true, true],
  [{ WEBSITE_INSTANCE_ID: '1' }, true, true],
  [{ ...development, WEBSITE_SITE_NAME: 'app', WEBSITE_HOSTNAME: 'app.azurewebsites.net' }, true, true],
  [development, false, false],
  [{ ...development, WEBSITE_HOSTNAME: 'localhost:7071' }, false, false],
  [{ ...development, FUNCTIONS_KEYS_CHECKED: 'true' }, true, false],
  [{ ...development, FUNCTIONS_KEYS_CHECKED: 'false' }, false, false],
  [{ AZURE_FUNCTIONS_ENVIRONMENT: 'Production' }, true, false],
  [{ WEBSITE_SITE_NAME: '' }, true, false],
  [{}, true, false],
])(
  'with %j, keys are checked: %s; the front end forwards addresses: %s',
  (environment, checksKeys, forwards) => {
    expect(readOwnSite(environment)).toMatchObject({ authentication: 'keys', checksKeys, forwards });
  },
);
