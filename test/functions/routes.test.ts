/** The table of routes, and the handlers that they load. */
import { anonymous } from '../../src/core/identity.ts';
import { expect, test } from 'vitest';
import { toSessionView } from '../../src/api/views/session-view.ts';
import { routes } from '../../src/api/routes.ts';
import { handlerOf } from '../../src/functions/http.ts';

test.each(routes)('$method /$path loads a handler when it is first called', async (route) => {
  await expect(handlerOf(route)).resolves.toBeTypeOf('function');
});

test('the original routes keep their paths', () => {
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

test('the session lists every command and whether the caller may use it', () => {
  const commands = routes.filter(({ asks }) => asks === 'command').map(({ name }) => name);
  expect(Object.keys(toSessionView(anonymous, 'reader').permissions).toSorted()).toEqual(commands.toSorted());
});

test('no two functions share a name, nor two routes a method and path', () => {
  expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
});
