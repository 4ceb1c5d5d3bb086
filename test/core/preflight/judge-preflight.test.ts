/** What each fact about a connection means, and that every finding can be told in both languages. */
import { describe, expect, test } from 'vitest';
import { findingWords, tell } from '../../../src/api/findings/finding-words.ts';
import { toPreflightView } from '../../../src/api/views/preflight-view.ts';
import { PreflightView } from '../../../src/api/schemas/preflight-schemas.ts';
import type {
  PreflightFacts,
  ServerValues,
  SessionFacts,
} from '../../../src/core/preflight/preflight-facts.ts';
import { hasDefault, readsClock } from '../../../src/core/preflight/definition.ts';
import { type Finding, findingKinds } from '../../../src/core/preflight/finding.ts';
import { judgePreflight } from '../../../src/core/preflight/judge-preflight.ts';
import { similarNames } from '../../../src/core/preflight/similar-names.ts';
import { epochMs, milliseconds, TimeZone } from '../../../src/core/time/time.ts';
import { settings, start } from '../../support/core-samples.ts';

const took = milliseconds(5);
const definition = 'CREATE PROC dbo.spJamkerja @awal date, @akhir date, @mode int = 1, @x int AS SELECT 1';
const values: ServerValues = {
  version: '15.0.4430.1',
  edition: 'Standard Edition (64-bit)',
  engine: 2,
  banner: 'Microsoft SQL Server 2019 (RTM)\n\tJan',
  login: 'app',
  user: 'app',
  sysadmin: 0,
  owner: 0,
  database: 'HR',
  collation: 'SQL_Latin1_General_CP1_CI_AS',
  updateability: 'READ_WRITE',
  language: 'us_english',
  firstDay: 7,
  mayExecute: 1,
  mayLock: 1,
  lockFree: 1,
  definition,
};
const date = (name: string) => ({ name, type: 'date', length: 3 });
const procedure = (...parameters: readonly { name: string; type: string; length: number }[]) =>
  ({
    kind: 'known',
    value: {
      kind: 'object',
      name: 'dbo.spJamkerja',
      type: 'P ',
      parameters: { kind: 'known', value: parameters },
    },
  }) as const;
const session: SessionFacts = {
  server: { values, reasons: {} },
  options: { kind: 'known', value: { dateFormat: 'mdy', isolation: 'read committed' } },
  procedure: procedure(date('@awal'), date('@akhir')),
  clock: { kind: 'known', value: { server: start, ours: start, offsetMinutes: 420 } },
};
const facts: PreflightFacts = {
  target: {
    host: 'sql1',
    port: 1433,
    database: 'HR',
    login: 'app',
    encryption: 'on',
    trustsAnyCertificate: false,
    lockName: 'spJamkerja',
  },
  name: { kind: 'resolved', addresses: ['10.0.0.4'], took },
  port: { kind: 'open', address: '10.0.0.4', port: 1433, took },
  login: { kind: 'done', took },
  session,
};
const expected = { ...settings, runInProgress: false, wrongSettings: [] };
const judge = (change: Partial<PreflightFacts>) => judgePreflight({ ...facts, ...change }, expected);
const judgeSession = (change: Partial<SessionFacts>) => judge({ session: { ...session, ...change } });
const withValues = (change: Partial<ServerValues>) =>
  judgeSession({ server: { values: { ...values, ...change }, reasons: {} } });
const withPending = (mayExecute: number | null) =>
  judgeSession({ pending: { procedure: 'dbo.spBaru', mayExecute: { kind: 'known', value: mayExecute } } });
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

test('a server that is as it should be has only good findings', () => {
  expect(judge({}).filter(({ level }) => level !== 'good')).toEqual([]);
});

test.each<readonly [string, readonly Finding[], string]>([
  [
    'a name that nobody knows',
    judge({ name: { kind: 'failed', reason: 'ENOTFOUND', took } }),
    'name_unknown',
  ],
  ['an instance without TCP/IP', judge({ instance: { kind: 'without_tcp' } }), 'instance_without_tcp'],
  ['a Browser that is silent', judge({ instance: { kind: 'silent', took } }), 'instance_silent'],
  [
    'a closed port',
    judge({ port: { kind: 'refused', port: 1433, reason: 'ECONNREFUSED', took } }),
    'port_refused',
  ],
  ['sysadmin', withValues({ sysadmin: 1 }), 'login_powerful'],
  ['db_owner', withValues({ owner: 1 }), 'login_powerful'],
  [
    'SQL Server 2008',
    withValues({ version: '10.50.6000.34', banner: 'Microsoft SQL Server 2008 R2' }),
    'server_old',
  ],
  [
    'Azure SQL',
    withValues({ engine: 5, banner: 'Microsoft SQL Azure (RTM)', version: '12.0.2000.8' }),
    'server_known',
  ],
  ['Babelfish', withValues({ banner: 'Babelfish for PostgreSQL', version: '12.0.2000.8' }), 'server_other'],
  ['master', withValues({ database: 'master' }), 'database_system'],
  ['a replica', withValues({ updateability: 'READ_ONLY' }), 'database_read_only'],
  ['no right', withValues({ mayExecute: 0 }), 'execute_denied'],
  ['a procedure of late input', withPending(1), 'pending_granted'],
  ['one that may not be executed', withPending(0), 'pending_denied'],
  ['one that nobody finds', withPending(null), 'pending_missing'],
  ['a DENY on sp_getapplock', withValues({ mayLock: 0 }), 'lock_denied'],
  ['a lock that is taken', withValues({ lockFree: 0 }), 'lock_held'],
  ['no answer', withValues({ lockFree: null }), 'unanswered'],
  [
    'varchar(10)',
    judgeSession({ procedure: procedure({ name: '@awal', type: 'varchar', length: 10 }) }),
    'parameter_text',
  ],
  [
    'nvarchar(10)',
    judgeSession({ procedure: procedure({ name: '@awal', type: 'nvarchar', length: 20 }) }),
    'parameter_text',
  ],
  [
    'varchar(max)',
    judgeSession({ procedure: procedure({ name: '@awal', type: 'varchar', length: -1 }) }),
    'parameter_text',
  ],
  [
    'varchar(8)',
    judgeSession({ procedure: procedure({ name: '@awal', type: 'varchar', length: 8 }) }),
    'parameter_type_wrong',
  ],
  [
    'nvarchar(8)',
    judgeSession({ procedure: procedure({ name: '@awal', type: 'nvarchar', length: 16 }) }),
    'parameter_type_wrong',
  ],
  [
    'datetime',
    judgeSession({ procedure: procedure({ name: '@awal', type: 'datetime', length: 8 }) }),
    'parameter_time',
  ],
  [
    'int',
    judgeSession({ procedure: procedure({ name: '@awal', type: 'int', length: 4 }) }),
    'parameter_type_wrong',
  ],
  [
    'time',
    judgeSession({ procedure: procedure({ name: '@awal', type: 'time', length: 5 }) }),
    'parameter_type_wrong',
  ],
  ['other case', judgeSession({ procedure: procedure(date('@AWAL'), date('@Akhir')) }), 'parameter_fits'],
  ['no parameters', judgeSession({ procedure: procedure() }), 'parameter_missing'],
  [
    'the other order',
    judgeSession({ procedure: procedure(date('@akhir'), date('@awal')) }),
    'parameters_reversed',
  ],
  [
    'one with a default',
    judgeSession({ procedure: procedure(date('@awal'), date('@akhir'), date('@mode')) }),
    'parameter_optional',
  ],
  [
    'one without',
    judgeSession({ procedure: procedure(date('@awal'), date('@akhir'), date('@x')) }),
    'parameter_required',
  ],
  [
    'an hour ahead',
    judgeSession({
      clock: {
        kind: 'known',
        value: { server: epochMs(start + 3_600_000), ours: start, offsetMinutes: 420 },
      },
    }),
    'clock_differs',
  ],
  [
    'another zone that does not count',
    judgeSession({ clock: { kind: 'known', value: { server: start, ours: start, offsetMinutes: 0 } } }),
    'zone_unused',
  ],
  [
    'another zone that may count',
    judgeSession({
      clock: { kind: 'known', value: { server: start, ours: start, offsetMinutes: -210 } },
      server: { values: { ...values, definition: null }, reasons: {} },
    }),
    'zone_differs',
  ],
  [
    'a view',
    judgeSession({
      procedure: {
        kind: 'known',
        value: { kind: 'object', name: 'dbo.v', type: 'V', parameters: { kind: 'known', value: [] } },
      },
    }),
    'procedure_other_kind',
  ],
  [
    'a synonym',
    judgeSession({
      procedure: {
        kind: 'known',
        value: {
          kind: 'object',
          name: 'dbo.s',
          type: 'SN',
          base: '[HR2].[dbo].[sp]',
          parameters: { kind: 'known', value: [] },
        },
      },
    }),
    'procedure_synonym',
  ],
])('%s is told as such', (_, findings, code) => {
  expect(codes(findings)).toContain(code);
});

test('a parameter in another case is missing where the collation tells cases apart', () => {
  const other = judgeSession({
    procedure: procedure(date('@AWAL'), date('@akhir')),
    server: { values: { ...values, collation: 'Latin1_General_100_CS_AS' }, reasons: {} },
  });
  expect(codes(other)).toContain('parameter_missing');
});

test('the findings end with the step that failed', () => {
  const failure = {
    class: 'access',
    message: 'Login failed',
    remedy: 'Check',
    remedyCode: 'login_refused',
  } as const;
  const { session: _, ...before } = facts;
  const findings = judgePreflight({ ...before, login: { kind: 'failed', failure, took } }, expected);
  expect(codes(findings)).toEqual(['name_resolved', 'port_open', 'login_failed']);
  const told = findings.map((each) => tell(each, findingWords.id).remedy);
  expect(told.at(-1)).toContain('Periksa');
});

test.each([
  ['login_refused', 'login_failed'],
  ['windows_login', 'login_failed'],
  ['firewall', 'login_failed'],
  ['unreachable', 'login_unanswered'],
  ['missing_user', 'database_failed'],
  ['read_only', 'database_failed'],
  ['encryption_required', 'encryption_failed'],
  ['tls_refused', 'encryption_failed'],
  ['strict_refused', 'encryption_failed'],
  ['handshake_broken', 'encryption_failed'],
  ['certificate_strict', 'encryption_failed'],
] as const)('a refusal with the remedy %s is one of %s', (remedyCode, code) => {
  const failure = { class: 'access', message: 'refused', remedy: 'Check', remedyCode } as const;
  const { session: _, ...before } = facts;
  const findings = judgePreflight({ ...before, login: { kind: 'failed', failure, took } }, expected);
  expect(codes(findings).at(-1)).toBe(code);
});

test.each([
  [{ ...facts.target, encryption: 'none' }, ['10.0.0.4'], 'unencrypted'],
  [{ ...facts.target, encryption: 'none' }, ['127.0.0.1', '::1'], 'unencrypted_local'],
  [{ ...facts.target, trustsAnyCertificate: true }, ['10.0.0.4'], 'encrypted_unverified'],
  [{ ...facts.target, encryption: 'strict' }, ['10.0.0.4'], 'encrypted'],
] as const)('encryption %#', (target, addresses, code) => {
  expect(codes(judge({ target, name: { kind: 'resolved', addresses, took } }))).toContain(code);
});

describe('the text of a procedure', () => {
  test.each([
    ['@a date, @b int = 5 AS', '@b', true],
    ['@a date, @b int AS SELECT @b = 1', '@b', false],
    ["@b AS nvarchar(max) = N'x' AS", '@b', true],
    ['@b decimal(10, 2) = 0', '@b', true],
    ['@b dbo.MyType READONLY', '@b', false],
    ['/* @b int = 5 */ @b int AS', '@b', false],
    ['-- @b int = 5\n@b int AS', '@b', false],
    ['@bb int = 1, @b int AS', '@b', false],
    ['@B INT NULL = NULL', '@b', true],
    ['@a date AS', '@b', undefined],
  ])('%s: whether %s has a default', (text, name, answer) => {
    expect(hasDefault(`CREATE PROCEDURE p ${text}`, name)).toBe(answer);
  });

  test.each([
    ['SELECT GETDATE()', true],
    ['SELECT sysdatetime()', true],
    ['-- GETDATE()', false],
    ["PRINT 'GETDATE()'", false],
    ['SELECT MyGetDate', false],
  ])('%s: whether it asks for the time', (text, answer) => {
    expect(readsClock(text)).toBe(answer);
  });
});

test.each([
  ['dbo.spJamkerja', ['hr.spJamKerja', 'dbo.other'], ['hr.spJamKerja']],
  ['dbo.spJamkerja', ['dbo.sp_Jam_Kerja', 'dbo.spJamkerja2'], ['dbo.sp_Jam_Kerja', 'dbo.spJamkerja2']],
  ['spJamkrja', ['dbo.spJamkerja'], ['dbo.spJamkerja']],
  ['dbo.spJamkerja', ['dbo.spGaji', 'dbo.spAbsen'], []],
  ['[dbo].[spJamkerja]', ['dbo.spJamkerja'], ['dbo.spJamkerja']],
])('for %s, of %j, %j comes close', (wanted, existing, similar) => {
  expect(similarNames(wanted, existing)).toEqual(similar);
});

test('every finding has words in both languages', () => {
  const known = [...Object.keys(findingKinds), 'unanswered'].toSorted();
  expect(Object.keys(findingWords.en).toSorted()).toEqual(known);
  expect(Object.keys(findingWords.id).toSorted()).toEqual(known);
});

test('what is doubtful or wrong says what to do, in both languages', () => {
  const findings = [...judge({}), ...withValues({ mayExecute: 0, lockFree: 0, updateability: 'READ_ONLY' })];
  const silent = findings
    .filter(({ level }) => level !== 'good')
    .filter((each) =>
      [findingWords.en, findingWords.id].some((words) => tell(each, words).remedy === undefined),
    );
  expect(codes(silent)).toEqual([]);
});

test('the view conforms to its schema', () => {
  const { target } = facts;
  const at = start;
  const view = toPreflightView({
    at,
    timeZone: TimeZone.parse('Asia/Jakarta'),
    procedure: 'p',
    target,
    findings: judge({}),
  });
  expect(PreflightView.safeParse(view).error).toBeUndefined();
  expect(view.level).toBe('good');
});

test('settings that are wrong without keeping a run from working are doubtful, and named however far the check came', () => {
  const wrongSettings = [{ part: 'slack', problems: ['SLACK_WEBHOOK_URL is wrong'] }] as const;
  for (const login of [facts.login, undefined]) {
    const found = judgePreflight({ ...facts, login }, { ...expected, wrongSettings }).at(-1);
    expect(found).toEqual({
      check: 'settings',
      level: 'doubtful',
      code: 'settings_wrong',
      facts: { part: 'slack', problems: ['SLACK_WEBHOOK_URL is wrong'] },
    });
  }
});
