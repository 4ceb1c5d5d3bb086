/** Names of procedures: every way to write one gives the same text, and the server gets it in brackets. */
import { describe, expect, test } from 'vitest';
import {
  ProcedureName,
  quotedProcedureName,
  databasePrefix,
} from '../../../src/core/settings/procedure-name.ts';

test.each([
  ['dbo.spJamkerja', 'dbo.spJamkerja', '[dbo].[spJamkerja]'],
  ['[dbo].[spJamkerja]', 'dbo.spJamkerja', '[dbo].[spJamkerja]'],
  ['"dbo".spJamkerja', 'dbo.spJamkerja', '[dbo].[spJamkerja]'],
  [' dbo.[spJamkerja] ', 'dbo.spJamkerja', '[dbo].[spJamkerja]'],
  ['spJamkerja', 'spJamkerja', '[spJamkerja]'],
  ['[hr].[sp Jam kerja]', 'hr.[sp Jam kerja]', '[hr].[sp Jam kerja]'],
  ['hr."sp Jam kerja"', 'hr.[sp Jam kerja]', '[hr].[sp Jam kerja]'],
  ['[a]]b].[c.d]', '[a]]b].[c.d]', '[a]]b].[c.d]'],
  ['"a""b".c', '[a"b].c', '[a"b].[c]'],
  ['Payroll.hr.spUji', 'Payroll.hr.spUji', '[Payroll].[hr].[spUji]'],
  ['Payroll..spUji', 'Payroll..spUji', '[Payroll]..[spUji]'],
  ['[order].[select]', 'order.select', '[order].[select]'],
  ['[1st].[spÜberstunden]', '[1st].spÜberstunden', '[1st].[spÜberstunden]'],
  ["[o'brien].[x; DROP TABLE y]", "[o'brien].[x; DROP TABLE y]", "[o'brien].[x; DROP TABLE y]"],
  ['#temporary', '#temporary', '[#temporary]'],
  ['[hr] . [spUji]', 'hr.spUji', '[hr].[spUji]'],
  ['Payroll. . spUji', 'Payroll..spUji', '[Payroll]..[spUji]'],
])('%s is the procedure %s', (written, name, quoted) => {
  expect(ProcedureName.parse(written)).toBe(name);
  expect(ProcedureName.parse(name)).toBe(name);
  expect(quotedProcedureName(name)).toBe(quoted);
});

describe('is refused', () => {
  test.each([
    'dbo.sp Jam kerja',
    'dbo.x; DROP TABLE y',
    '[dbo].[x',
    '[dbo].x]',
    '"dbo',
    'dbo.',
    '.spUji',
    '..spUji',
    'server.db.dbo.spUji',
    'dbo.[]',
    '[dbo][x]',
    '[a]b',
    'EXEC dbo.spUji',
    'dbo.spUji;1',
    "dbo.'x'",
    '[a\nb]',
    `[${'x'.repeat(129)}]`,
    'x'.repeat(129),
    '[',
    ']',
    '.',
    '@spUji',
    '',
  ])('%j', (written) => {
    expect(ProcedureName.safeParse(written).error?.issues[0]?.message).toMatch(
      /^expected the name of a procedure such as dbo\.spJamkerja or \[hr\]\.\[sp Jam kerja\]/,
    );
  });

  test('in time that grows with its length only', () => {
    expect(ProcedureName.safeParse(`[${']]'.repeat(200_000)}`).success).toBe(false);
    expect(ProcedureName.safeParse('a.'.repeat(200_000)).success).toBe(false);
  });
});

test.each([
  ['spJamkerja', ''],
  ['dbo.spJamkerja', ''],
  ['[a.b].spJamkerja', ''],
  ['Payroll..spJamkerja', '[Payroll].'],
  ['[Pay]]roll].dbo.spJamkerja', '[Pay]]roll].'],
])('the catalogue of %s is in its own database', (name, prefix) => {
  expect(databasePrefix(name)).toBe(prefix);
});
