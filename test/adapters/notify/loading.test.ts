/** What composing the app loads: no channel, no library of one, whatever is configured, until something is sent. */
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { sourcesBelow } from '../../support/project-files.ts';
import { importsOf } from '../../support/source-text.ts';

const sources = new Map((await sourcesBelow('src')).map(({ path, text }) => [path, text]));

/** The files and packages that are loaded with a file, without what it imports when it gets there. */
function loadedWith(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    const from = path;
    const found = importsOf(path, sources.get(path) ?? '').filter((each) => !each.typeOnly && !each.dynamic);
    open.push(
      ...found.flatMap(({ specifier = '' }) =>
        specifier.startsWith('.')
          ? [posix.join(posix.dirname(from), specifier)]
          : (loaded.add(specifier), []),
      ),
    );
  }
  return loaded;
}

test('the settings are read, and nothing that sends is loaded', () => {
  const loaded = [...loadedWith('src/compose.ts')];
  expect(loaded.filter((each) => each.startsWith('src/adapters/notify/')).toSorted()).toEqual([
    'src/adapters/notify/address-rules.ts',
    'src/adapters/notify/email-settings.ts',
    'src/adapters/notify/http-url.ts',
    'src/adapters/notify/notifier.ts',
    'src/adapters/notify/notify-environment.ts',
    'src/adapters/notify/notify-settings.ts',
    'src/adapters/notify/signing-secrets.ts',
    'src/adapters/notify/smtp-url.ts',
  ]);
  expect(loaded).toContain('zod');
  expect(
    loaded.filter((each) => /nodemailer|communication|identity|node:https?$|words\//.test(each)),
  ).toEqual([]);
});

const librariesOf = (file: string) =>
  [...loadedWith(`src/adapters/notify/${file}`)].filter((each) => /nodemailer|^@azure/.test(each)).toSorted();

test('each channel loads its own library and no other', () => {
  expect(librariesOf('smtp-email.ts')).toEqual(['nodemailer/lib/mailer', 'nodemailer/lib/smtp-transport']);
  expect(librariesOf('acs-email.ts')).toEqual(['@azure/communication-email', '@azure/identity']);
  for (const file of ['slack.ts', 'teams.ts', 'webhook.ts', 'ping.ts']) expect(librariesOf(file)).toEqual([]);
});
