/** The scripts that a person or azd runs against Microsoft Entra and SQL Server, with a stand-in for `az`. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../local/grant/open-database.ts';
import { startSqlServer } from '../../local/sql-server/stand-in.ts';
import { root } from '../../local/stack/folders.ts';
import type { FakeDirectory } from './support/fake-az.ts';

/** Has the command `az` in it. */
let bin: string;
/** Has what `az` keeps, for one test. */
let folder: string;
beforeAll(() => {
  bin = mkdtempSync(join(tmpdir(), 'jamkerja-bin-'));
  const az = join(bin, 'az');
  const fake = join(root, 'test/infra/support/fake-az.ts');
  writeFileSync(az, `#!/bin/sh\nexec '${process.execPath}' '${fake}' "$@"\n`);
  chmodSync(az, 0o755);
});
afterAll(() => rmSync(bin, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jamkerja-az-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function runScript(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      FAKE_AZ_STATE: join(folder, 'directory.json'),
      ...env,
    },
  });
  return { status, stdout: stdout.trim(), stderr };
}

const directory = (): FakeDirectory => JSON.parse(readFileSync(join(folder, 'directory.json'), 'utf8'));
const register = (identity = 'principal-1') =>
  runScript('sh', ['infra/scripts/entra-app.sh'], {
    FUNCTION_APP_HOST: 'func.example.net',
    IDENTITY_PRINCIPAL_ID: identity,
  });

/** What one registration leaves: it takes seconds, so that all tests begin with the same one. */
let registered: { readonly result: ReturnType<typeof register>; readonly directory: FakeDirectory };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jamkerja-az-'));
  registered = { result: register(), directory: directory() };
  rmSync(folder, { recursive: true });
});
const beginRegistered = (more: Partial<FakeDirectory> = {}): void =>
  writeFileSync(join(folder, 'directory.json'), JSON.stringify({ ...registered.directory, ...more }));

describe('entra-app.sh', () => {
  it('registers an app with the three roles and the identity as its only credential, and prints its client id', () => {
    expect(registered.result).toMatchObject({ status: 0, stdout: 'client-1' });
    const { apps, servicePrincipals, credentials, created } = registered.directory;
    expect(created).toEqual(['app', 'service principal', 'federated credential']);
    expect(apps[0]?.body).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      identifierUris: ['api://client-1'],
      appRoles: [
        { value: 'Scheduler.Reader' },
        { value: 'Scheduler.Operator' },
        { value: 'Scheduler.Admin' },
      ],
      web: { redirectUris: ['https://func.example.net/.auth/login/aad/callback'] },
    });
    expect(servicePrincipals[0]?.body).toEqual({ appRoleAssignmentRequired: true });
    expect(credentials).toEqual([
      {
        appId: 'client-1',
        name: 'function-app',
        subject: 'principal-1',
        issuer: 'https://login.microsoftonline.com/tenant-1/v2.0',
      },
    ]);
  });

  it('pre-authorises the Azure CLI for exactly the scope that it declares', () => {
    const text = JSON.stringify(registered.directory.apps[0]?.body['api']);
    const [, declared] =
      /"oauth2PermissionScopes":\[\{"id":"([0-9a-f-]{36})","value":"user_impersonation"/.exec(text) ?? [];
    expect(declared).toBeDefined();
    expect(text).toContain(`"delegatedPermissionIds":["${declared}"]`);
  });

  it('changes nothing when it runs again', () => {
    beginRegistered();
    const before = directory();
    expect(register()).toMatchObject({ status: 0, stdout: 'client-1', stderr: '' });
    expect(directory()).toEqual(before);
  });

  it('updates the credential when the identity was recreated', () => {
    beginRegistered();
    expect(register('principal-2').status).toBe(0);
    expect(directory().credentials).toMatchObject([{ subject: 'principal-2' }]);
  });

  it('refuses to choose among several registrations of the same name', () => {
    const { apps } = registered.directory;
    beginRegistered({ apps: apps.flatMap((app) => [app, { ...app, appId: 'client-2' }]) });
    const { status, stderr } = register();
    expect(status).toBe(1);
    expect(stderr).toContain("Several app registrations are named 'spJamkerja scheduler'");
  });

  it('says which value is missing', () => {
    const { status, stderr } = runScript('sh', ['infra/scripts/entra-app.sh']);
    expect(status).not.toBe(0);
    expect(stderr).toContain('FUNCTION_APP_HOST');
  });
});

const assign = (role: string) => runScript('sh', ['infra/scripts/entra-role.sh', 'client-1', role, 'user-1']);

describe('entra-role.sh', () => {
  it('gives a role once, however often it runs', () => {
    beginRegistered();
    expect(assign('Scheduler.Operator')).toMatchObject({
      status: 0,
      stdout: 'user-1 now has Scheduler.Operator.',
    });
    expect(assign('Scheduler.Operator').stdout).toBe('user-1 already has Scheduler.Operator.');
    const { assignments } = directory();
    expect(assignments).toHaveLength(1);
    expect(assignments[0]).toMatchObject({ principalId: 'user-1', resourceId: 'sp-of-client-1' });
  });

  it('refuses an unknown role', () => {
    beginRegistered();
    const { status, stderr } = assign('Scheduler.King');
    expect(status).toBe(1);
    expect(stderr).toContain("no role 'Scheduler.King'");
  });
});

const print = (env: Readonly<Record<string, string>>) =>
  runScript(process.execPath, ['infra/scripts/grant-sql.mjs', '--print'], env);

describe('grant-sql.mjs', () => {
  const values = {
    IDENTITY_NAME: 'id-jamkerja-prod',
    IDENTITY_PRINCIPAL_ID: '8f1c1f6e-0f5e-4a7e-9f36-1d5b6c6a0001',
    PROCEDURE_NAME: 'dbo.spJamkerja',
  };
  it('prints the grant with every value filled in', () => {
    const { status, stdout } = print(values);
    expect(status).toBe(0);
    for (const value of Object.values(values)) expect(stdout).toContain(`N'${value}'`);
    expect(stdout).not.toContain('$(');
  });

  it('takes the name of a procedure in brackets, as the app does, but no quote in it', () => {
    expect(print({ ...values, PROCEDURE_NAME: '[hr].[sp Jam kerja]' }).stdout).toContain(
      "N'[hr].[sp Jam kerja]'",
    );
    expect(print({ ...values, PROCEDURE_NAME: "[hr].[x'; DROP TABLE y --]" })).toMatchObject({
      status: 1,
      stdout: '',
    });
  });

  it('grants the procedure that tells of late input too, in a batch of its own, if there is one', () => {
    const printed = print({ ...values, PENDING_PROCEDURE: '[hr].[sp Baru]' });
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    const batches = printed.stdout.split('\nGO\n');
    expect(batches.map((batch) => /DECLARE @procedure nvarchar\(400\) = (.*);/.exec(batch)?.[1])).toEqual([
      "N'dbo.spJamkerja'",
      "N'[hr].[sp Baru]'",
    ]);
    expect(print({ ...values, PENDING_PROCEDURE: '' }).stdout).toBe(print(values).stdout);
    expect(print({ ...values, PENDING_PROCEDURE: "x'; DROP TABLE y --" })).toMatchObject({
      status: 1,
      stdout: '',
    });
  });

  it('puts only plain names and ids into the script', () => {
    const { status, stdout, stderr } = print({ ...values, IDENTITY_NAME: "x'; DROP TABLE JamKerja; --" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('IDENTITY_NAME is "x\'; DROP TABLE JamKerja; --"');
  });

  it('asks for no identity with a login of SQL Server, and connects nowhere', () => {
    const login = {
      SQL_LOGIN: 'spjamkerja_app',
      PROCEDURE_NAME: 'dbo.spJamkerja',
      SQL_SERVER_HOST: 'attendance.corp.example.com',
    };
    const printed = print(login);
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    expect(printed.stdout).toContain("DECLARE @login sysname = N'spjamkerja_app'");
    expect(printed.stdout).not.toMatch(/\$\(|EXTERNAL PROVIDER/);
    const run = runScript(process.execPath, ['infra/scripts/grant-sql.mjs'], login);
    // azd shows only the words of a hook that fails.
    expect(run).toMatchObject({ status: 1, stderr: '' });
    expect(run.stdout).toContain('give this to an administrator of attendance.corp.example.com');
    expect(run.stdout).toContain(printed.stdout);
    expect(print({ ...login, SQL_LOGIN: "x'; DROP TABLE JamKerja; --" })).toMatchObject({
      status: 1,
      stdout: '',
    });
  });

  it.each([
    ['grant-execute.sql', '@identity'],
    ['grant-login.sql', '@login'],
  ])(
    'creates and grants only what is missing, and grants nothing but EXECUTE on the procedure',
    (file, name) => {
      const sql = readFileSync(join(root, 'infra/sql', file), 'utf8');
      // Without what its messages recommend.
      const statements = sql.replaceAll(/^--.*$/gm, '').replaceAll(/Run ALTER USER|Create /g, '');
      expect(statements.match(/\b(?:CREATE|ALTER|DROP|GRANT|DENY|REVOKE|INSERT|UPDATE|DELETE)\b/g)).toEqual([
        'CREATE',
        'GRANT',
      ]);
      expect(statements.match(/GRANT [A-Z ]+?(?= ON)/g)).toEqual(['GRANT EXECUTE']);
      const missing = name === '@login' ? '@user' : `DATABASE_PRINCIPAL_ID\\(${name}\\)`;
      expect(statements).toMatch(new RegExp(`IF ${missing} IS NULL\\s+BEGIN[^;]*CREATE USER`));
      expect(statements).toMatch(
        /IF NOT EXISTS \([^;]+\)\s+BEGIN\s+SET @statement = CONCAT\(N'GRANT EXECUTE/,
      );
    },
  );
});

describe('the connection of the grant', () => {
  it("tells the number of a refused login and of the script's own error, by which the script goes", async () => {
    const server = await startSqlServer();
    const config = {
      server: '127.0.0.1',
      port: server.port,
      database: 'Attendance',
      user: 'app',
      password: 'Stand-in-0nly',
      options: { encrypt: false, trustServerCertificate: true },
    };
    try {
      const message = "Client with IP address '203.0.113.7' is not allowed to access the server.";
      server.setFault({ kind: 'deny-login', error: { number: 40615, message }, times: 1 });
      await expect(openDatabase(config)).rejects.toMatchObject({ number: 40615, message });
      const database = await openDatabase(config);
      await expect(database.run('SELECT x FROM missing', () => {})).rejects.toMatchObject({ number: 208 });
      await database.close();
    } finally {
      await server.close();
    }
  });
});
