/** docs/settings.md against the names that the code reads. */
import { expect, test } from 'vitest';
import type { SourceFile } from './support/import-rules.ts';
import { readProjectFile, sourcesBelow } from './support/project-files.ts';

const documentation = await readProjectFile('docs/settings.md');
const src = await sourcesBelow('src');

/** Keys of the schemas that environment variables are parsed by, and names read one by one. */
function settingsIn({ path, text }: SourceFile): readonly string[] {
  const schemas = !/-(settings|environment)\.ts$/.test(path)
    ? ''
    : [...text.matchAll(/^( *)[\w ]+[:=] z\.object\(\{\n(.*?)^\1\}\)/gms)].map(([, , keys]) => keys).join('');
  const keys = [...schemas.matchAll(/^ {2,4}([A-Z]\w+):/gm)].map(([, name]) => name);
  const single = [...text.matchAll(/\b(?:environment|process\.env)\['(\w+)'\]/g)].map(([, name]) => name);
  const found = [...text.matchAll(/\b(?:readSetting|spellingsOf)\([\w.]+, '(\w+)'\)/g)].map(
    ([, name]) => name,
  );
  return [...keys, ...single, ...found].filter((name) => name !== undefined);
}

const names = [...new Set(src.flatMap(settingsIn))];

test('the scan finds the settings in every schema', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'INTERVAL_HOURS',
      'SQL_SERVER',
      'AzureWebJobsStorage',
      'TABLE_NAME',
      'SLACK_WEBHOOK_URL',
      'TICK_SCHEDULE',
    ]),
  );
});

/** Azure's own, which nobody sets for this app. */
const ofAzure = /^(WEBSITE_|AzureFunctionsJobHost__|AZURE_FUNCTIONS_ENVIRONMENT$|FUNCTIONS_KEYS_CHECKED$)/;

test.each(names.filter((name) => !ofAzure.test(name)))('%s is documented in docs/settings.md', (name) => {
  expect(documentation).toContain(`\`${name}\``);
});

test('every setting in local.settings.json.example is read by the code or the host', async () => {
  const example = JSON.parse(await readProjectFile('local.settings.json.example')) as {
    readonly Values: object;
  };
  const ofTheHost = new Set([
    'AzureWebJobsDisableHomepage',
    'AzureWebJobsStorage',
    'FUNCTIONS_REQUEST_BODY_SIZE_LIMIT',
    'FUNCTIONS_WORKER_RUNTIME',
  ]);
  expect(Object.keys(example.Values).filter((name) => !names.includes(name) && !ofTheHost.has(name))).toEqual(
    [],
  );
});
