/** What `npm run test:stryker` runs without vitest uses no more of it than local/stryker offers. */
import { expect, test } from 'vitest';
import { readProjectFile, sourcesBelow } from '../support/project-files.ts';

test('the tests of core and operations import from vitest what Stryker finds in test-interface.mjs', async () => {
  const offered = [...(await readProjectFile('local/stryker/test-interface.mjs')).matchAll(exported)];
  const names = new Set(offered.map((match) => match[1] ?? match[2]));
  expect(names).toContain('describe');
  const tests = [...(await sourcesBelow('test/core')), ...(await sourcesBelow('test/operations'))];
  const missing = tests.flatMap(({ path, text }) =>
    importedFromVitest(text)
      .filter((name) => !names.has(name))
      .map((name) => `${path} imports ${name}`),
  );
  expect(missing).toEqual([]);
});

const exported = /^export (?:const|function) (\w+)|^export \{ \w+ as (\w+) \}/gm;

const importedFromVitest = (text: string): readonly string[] =>
  [...text.matchAll(/^import \{([^}]+)\} from 'vitest';$/gm)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type ')),
  );
