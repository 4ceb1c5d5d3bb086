/** The table of routes against the handlers that it loads. */
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { toSessionView } from '../../src/api/views/session-view.ts';
import { routes } from '../../src/api/routes.ts';
import { handlers } from '../../src/functions/routes.ts';
import { pathsBelow, readProjectFile } from '../support/project-files.ts';
import { importsOf } from '../support/source-text.ts';

const table = 'src/functions/routes.ts';

test.each(routes)('$method /$path loads a handler when it is first called', async ({ name }) => {
  await expect(handlers[name]()).resolves.toMatchObject({ handle: expect.any(Function) });
});

test('the original routes are where they were', () => {
  const known = routes.map(({ method, path }) => `${method} ${path}`);
  expect(known).toEqual(
    expect.arrayContaining([
      'GET scheduler/status',
      'POST scheduler/start',
      'POST scheduler/stop',
      'POST scheduler/force-execute',
      'POST scheduler/set-interval',
    ]),
  );
});

test('whoever asks is told of every route that changes something, whether they may use it', () => {
  const commands = routes.filter(({ method }) => method === 'POST').map(({ name }) => name);
  expect(Object.keys(toSessionView('siti', 'reader').permissions).toSorted()).toEqual(commands.toSorted());
});

test('no two functions share a name, nor two routes a method and path', () => {
  expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
});

test('every handler belongs to a route', async () => {
  const files = (await pathsBelow('src/functions')).filter((path) =>
    /-(get|post|put|delete)\.ts$/.test(path),
  );
  const imports = importsOf(table, await readProjectFile(table));
  const loaded = new Set(imports.map(({ specifier }) => specifier?.slice(2)));
  // Not in the table: it is no part of the API.
  loaded.add('dashboard-get.ts');
  const orphans = files.filter((path) => !loaded.has(basename(path)));
  expect(orphans).toEqual([]);
});
