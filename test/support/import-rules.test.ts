/** The rules of the architecture on made-up source texts: what breaks one is reported, what keeps all is not. */
import { describe, expect, test } from 'vitest';
import { brokenImports, brokenPurity, layerOf, mentionsOfStandIns } from './import-rules.ts';

const file = (path: string, text: string) => ({ path: `src/${path}`, text });

describe('an import is reported', () => {
  test.each([
    ['core/a.ts', "import { World } from '../ports.ts';", 'core must not import ports (src/ports.ts)'],
    ['core/a.ts', "import { readFile } from 'node:fs';", 'core must not import the package node:fs'],
    [
      'core/a.ts',
      "import type { T } from '@azure/data-tables';",
      'core must not import the package @azure/data-tables',
    ],
    [
      'core/a.ts',
      "export * from '../operations/tick.ts';",
      'core must not import operations (src/operations/tick.ts)',
    ],
    ['core/a.ts', "export type { T } from '../compose.ts';", 'core must not import compose (src/compose.ts)'],
    [
      'ports.ts',
      "import { tick } from './operations/tick.ts';",
      'ports must not import operations (src/operations/tick.ts)',
    ],
    ['ports.ts', "import { z } from 'zod';", 'ports must not import the package zod'],
    [
      'operations/a.ts',
      "import type { Refusal } from '../api/refusals.ts';",
      'operations must not import api (src/api/refusals.ts)',
    ],
    [
      'operations/a.ts',
      "import { compose } from '../compose.ts';",
      'operations must not import compose (src/compose.ts)',
    ],
    [
      'operations/a.ts',
      "const a = await import('../adapters/system/clock.ts');",
      'operations must not import system (src/adapters/system/clock.ts)',
    ],
    ['operations/a.ts', "type A = import('mssql').Request;", 'operations must not import the package mssql'],
    [
      'adapters/system/a.ts',
      "import { x } from '../sql-server/session.ts';",
      'system must not import sql-server (src/adapters/sql-server/session.ts)',
    ],
    [
      'adapters/sql-server/a.ts',
      "import '@azure/data-tables';",
      'sql-server must not import the package @azure/data-tables',
    ],
    [
      'adapters/table-storage/a.ts',
      "const m = require('mssql');",
      'table-storage must not import the package mssql',
    ],
    [
      'adapters/table-storage/a.ts',
      "import m = require('mssql');",
      'table-storage must not import the package mssql',
    ],
    [
      'compose.ts',
      "import { answer } from './functions/http.ts';",
      'compose must not import functions (src/functions/http.ts)',
    ],
    [
      'functions/a.ts',
      "import { now } from '../ports.ts';",
      'functions may import only types of ports (src/ports.ts)',
    ],
    [
      'functions/a.ts',
      "import { type Log, now } from '../ports.ts';",
      'functions may import only types of ports (src/ports.ts)',
    ],
    [
      'functions/a.ts',
      "import { x } from '../adapters/system/clock.ts';",
      'functions must not import system (src/adapters/system/clock.ts)',
    ],
    [
      'functions/a.ts',
      "import { x } from '../../local/host.ts';",
      'functions must not import local/host.ts, which is no layer of src',
    ],
    [
      'compose.ts',
      "const m = await import('../test/support/app.ts');",
      'compose must not import test/support/app.ts, which is no layer of src',
    ],
    ['compose.ts', 'const m = await import(name);', 'imports what only the run time knows'],
    [
      'dashboard/a.ts',
      "import { covers } from '../api/access.ts';",
      'dashboard may import only types of api (src/api/access.ts)',
    ],
    [
      'api/commands.ts',
      "import { covers } from './access.ts';",
      'src/api/commands.ts may import only types and tables, so that it loads nothing (src/api/access.ts)',
    ],
    ['api/error-codes.ts', "import { z } from 'zod';", 'src/api/error-codes.ts must load no package (zod)'],
  ])('%s: %s', (path, text, problem) => {
    expect(brokenImports(file(path, `\n${text}`))).toEqual([`src/${path}:2 ${problem}`]);
  });

  test('in a file that belongs to no layer, whatever it imports', () => {
    expect(brokenImports(file('helpers.ts', ''))).toEqual(['src/helpers.ts belongs to no layer']);
    expect(layerOf('src/adapters/printer/print.ts')).toBeUndefined();
  });
});

test('an import that keeps the rules is not reported', () => {
  const ok = [
    file(
      'core/a.ts',
      "import { z } from 'zod';\nimport { b } from './b.ts';\nimport { Temporal } from 'temporal-polyfill';",
    ),
    file('ports.ts', "import type { Lease } from './core/lease.ts';"),
    file(
      'operations/a.ts',
      "import { decide } from '../core/decide.ts';\nimport type { World } from '../ports.ts';",
    ),
    file('adapters/sql-server/a.ts', "const sql = await import('mssql');\ntype R = import('mssql').Request;"),
    file(
      'compose.ts',
      "import { hostname } from 'node:os';\nimport { t } from './adapters/system/clock.ts';",
    ),
    file(
      'functions/a.ts',
      "import { type Log } from '../ports.ts';\nimport { app } from '@azure/functions';",
    ),
    file(
      'dashboard/a.ts',
      "import { commands } from '../api/commands.ts';\nimport type { Role } from '../api/access.ts';",
    ),
    file('api/routes.ts', "import { commands } from './commands.ts';\nimport type { T } from './access.ts';"),
    file('core/a.ts', "// import { x } from '../ports.ts'\nconst text = \"import('mssql')\";"),
  ];
  expect(ok.flatMap(brokenImports)).toEqual([]);
});

describe('what makes a decision depend on where it is made is reported', () => {
  test.each([
    ['core/a.ts', 'const now = Date.now();', 'Date'],
    ['core/a.ts', 'const now = new Date();', 'Date'],
    ['operations/a.ts', 'const c = Math.random();', 'Math.random'],
    ['operations/a.ts', "const e = process.env['X'];", 'process'],
    ['operations/a.ts', 'const { env } = process;', 'process'],
    ['operations/a.ts', 'setTimeout(done, 5);', 'setTimeout'],
    ['core/a.ts', "const d = globalThis['Date'];", 'globalThis'],
    ['ports.ts', 'export const at = performance.now();', 'performance'],
    ['adapters/system/a.ts', 'const id = process.pid;', 'process'],
    ['functions/http.ts', 'const id = process.pid;', 'process'],
  ])('%s: %s', (path, text, name) => {
    expect(brokenPurity(file(path, `\n${text}`))).toEqual([`src/${path}:2 must not use ${name}`]);
  });

  test('and nothing else is: neither words in comments nor properties of that name', () => {
    const text =
      '// its process. Date.now() is not called\nfunction setInterval() {}; setInterval(); o.process; Math.round(1);';
    expect(brokenPurity(file('core/a.ts', text))).toEqual([]);
    expect(brokenPurity(file('compose.ts', "process.env['X'];"))).toEqual([]);
    expect(brokenPurity(file('adapters/system/clock.ts', 'Date.now();'))).toEqual([]);
  });
});

describe('a mention of what stands in for the real thing is reported', () => {
  test.each([
    '// as the stand-in does',
    "const url = 'http://azurite:10002';",
    '/* see local/sql */',
    '// the storage emulator',
  ])('%s', (text) => {
    expect(mentionsOfStandIns(file('core/a.ts', text))).toHaveLength(1);
  });

  test('and words that only look alike are not', () => {
    const text = '// a simulation can stand in for it; localDate, LocalDate, locally';
    expect(mentionsOfStandIns(file('core/a.ts', text))).toEqual([]);
  });
});
