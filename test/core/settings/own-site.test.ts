/** Where the links in notices lead. */
import { expect, test } from 'vitest';
import { dashboardAddress } from '../../../src/core/settings/own-site.ts';

test.each([
  ['jamkerja.azurewebsites.net', 'https://jamkerja.azurewebsites.net/scheduler/dashboard'],
  ['localhost:7071', 'http://localhost:7071/scheduler/dashboard'],
  ['', undefined],
  ['not a name', undefined],
])('the dashboard of an app at %j is at %j', (name, address) => {
  expect(dashboardAddress({ WEBSITE_HOSTNAME: name })).toBe(address);
});
