/** The host ignores the case of settings' names; the app sees them as they are written, as on Linux. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import {
  expandSettings,
  findSetting,
  isTrue,
  readAppSettings,
} from '../../../local/functions-host/app-settings.ts';
import { bodyLimit } from '../../../local/functions-host/http/http-body.ts';

const folder = mkdtempSync(join(tmpdir(), 'setting-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

function settingsFrom(
  values: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
) {
  writeFileSync(join(folder, 'local.settings.json'), JSON.stringify({ Values: values }));
  return readAppSettings(folder, environment);
}

describe('a setting', () => {
  test('of the environment wins over the file, and the file over a default, however they are spelt', () => {
    const settings = settingsFrom(
      { Tick_Schedule: 'file', 'azurewebjobs.tick.disabled': 'TRUE', azurewebjobsdisablehomepage: 'false' },
      { TICK_schedule: 'environment' },
    );
    expect(expandSettings('%TICK_SCHEDULE%', settings)).toBe('environment');
    expect(isTrue(settings, 'AzureWebJobs.tick.Disabled')).toBe(true);
    expect(findSetting(settings, 'AzureWebJobsDisableHomepage')).toBe('false');
  });

  test('may be written with a colon for two underscores, as .NET reads it', () => {
    const settings = settingsFrom({ 'Tick:Schedule': 'colon', A__B: 'underscores' }, {});
    expect(findSetting(settings, 'TICK__SCHEDULE')).toBe('colon');
    expect(expandSettings('%a:b%', settings)).toBe('underscores');
  });

  test('keeps its spelling for the app, and a second one in another spelling as well', () => {
    const settings = settingsFrom(
      { SQL_SERVER: 'file' },
      { http_proxy: 'a', HTTP_PROXY: 'b', sql_server: 'c' },
    );
    expect(settings).toMatchObject({ SQL_SERVER: 'file', http_proxy: 'a', HTTP_PROXY: 'b', sql_server: 'c' });
  });
});

test.each([
  [{}, 262_144],
  [{ functions_request_body_size_limit: '1000' }, 1_000],
  [{ FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: ' 70000 ' }, 70_000],
  // What is not a number leaves the real host's own limit.
  [{ FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '64k' }, 104_857_600],
  [{ FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '' }, 104_857_600],
])('the limit of bodies with %j is %i bytes', (values, expected) => {
  expect(bodyLimit(settingsFrom(values, {}))).toBe(expected);
});
