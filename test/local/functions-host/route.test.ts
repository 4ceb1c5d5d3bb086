import { describe, expect, test } from 'vitest';

import { parseRoute, splitPath } from '../../../local/functions-host/http/route.ts';

function match(template: string, pathname: string): Readonly<Record<string, string>> | undefined {
  return parseRoute(template).match(splitPath(pathname));
}

describe('a route template', () => {
  test('matches literals in any case and with one trailing slash', () => {
    expect(match('scheduler/status', '/Scheduler/STATUS')).toEqual({});
    expect(match('scheduler/status', '/scheduler/status/')).toEqual({});
    expect(match('scheduler/status', '/scheduler/%73tatus')).toEqual({});
  });

  test('does not match an empty segment', () => {
    expect(match('scheduler/status', '//scheduler/status')).toBeUndefined();
    expect(match('scheduler/status', '/scheduler//status')).toBeUndefined();
    expect(match('scheduler/status', '/scheduler/status//')).toBeUndefined();
    expect(match('runs/{id}', '/runs//')).toBeUndefined();
    expect(match('/', '//')).toBeUndefined();
  });

  test('keeps the case of parameters, decodes them, and leaves %2F as it is', () => {
    expect(match('runs/{id}', '/runs/AbC%20d%2Fe%2f')).toEqual({ id: 'AbC d%2Fe%2f' });
    expect(match('runs/{id}', '/runs/%zz')).toEqual({ id: '%zz' });
  });

  test('matches only a number with {id:int}, and may match nothing with {id?}', () => {
    expect(match('runs/{id:int}', '/runs/12')).toEqual({ id: '12' });
    expect(match('runs/{id:int}', '/runs/12a')).toBeUndefined();
    expect(match('runs/{id?}', '/runs')).toEqual({});
    expect(match('runs/{id?}', '/runs/7')).toEqual({ id: '7' });
    expect(match('runs/{id?}', '/runs/7/8')).toBeUndefined();
  });

  test('ranks a literal before a constrained parameter before a free one', () => {
    const templates = ['runs/{id}', 'runs/{id:int}', 'runs/latest'];
    const sorted = templates.toSorted((a, b) =>
      parseRoute(a).precedence.localeCompare(parseRoute(b).precedence),
    );
    expect(sorted).toEqual(['runs/latest', 'runs/{id:int}', 'runs/{id}']);
  });

  test('is refused, naming the segment, when this host does not support it', () => {
    expect(() => parseRoute('files/{*rest}')).toThrow("route segment '{*rest}' is not supported");
    expect(() => parseRoute('runs/{id?}/cancel')).toThrow("route segment '{id?}'");
  });
});
