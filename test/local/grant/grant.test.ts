/** The grant against a database that sleeps, refuses or fails, with a stand-in for `az`. */
import { describe, expect, it } from 'vitest';
import { grant } from '../../../local/grant/grant.ts';
import { type Database, LoginError } from '../../../local/grant/open-database.ts';
import { createTemporaryRule } from '../../../local/grant/temporary-rule.ts';
import { answerSql, type FakeSqlServer } from '../../infra/support/fake-az-sql.ts';

const start = Date.parse('2026-11-27T07:00:00Z');
const address = '203.0.113.7';
const notAdmitted = (from = address): LoginError =>
  new LoginError(
    new Error(
      `Cannot open server 'sql-attendance' requested by the login. Client with IP address '${from}' is not allowed`,
    ),
    40615,
  );
const paused = new LoginError(new Error("Database 'Attendance' is not currently available."), 40613);

const rule = (name: string) => ({ name, startIpAddress: address, endIpAddress: address });

interface Situation {
  /** What each attempt to connect comes to; the last one lasts. */
  readonly logins?: readonly (LoginError | 'connected' | 'hangs')[];
  readonly run?: () => Promise<void>;
  readonly openFirewall?: boolean;
  readonly rules?: FakeSqlServer['rules'];
  readonly access?: string;
  readonly failing?: string;
  readonly onSay?: (line: string, stop: () => void) => void;
}

async function grantIn(situation: Situation) {
  const { logins = ['connected'], rules = [], access = 'Enabled', failing, onSay } = situation;
  const server: FakeSqlServer = {
    name: 'sql-attendance',
    resourceGroup: 'rg-attendance',
    fullyQualifiedDomainName: 'sql-attendance.database.windows.net',
    publicNetworkAccess: access,
    rules,
  };
  const said: string[] = [];
  const commands: string[] = [];
  const stop = new AbortController();
  let now = start;
  let attempts = 0;
  let open = 0;
  const say = (line: string): void => {
    said.push(line);
    onSay?.(line, () => stop.abort());
  };
  const database: Database = {
    run: async () => {
      await situation.run?.();
    },
    close: async () => {
      open -= 1;
    },
  };
  const az = async (args: readonly string[]): Promise<string> => {
    commands.push(args.slice(2, 4).join(' '));
    const answer = answerSql(args, [server]);
    // Made, and yet it failed: the answer got lost.
    if (failing !== undefined && args.includes(failing)) throw new Error(`az ${failing} failed`);
    return answer;
  };
  const temporary = createTemporaryRule({
    host: server.fullyQualifiedDomainName,
    machine: 'laptop',
    az,
    now: () => new Date(now),
    say,
  });
  const error = await grant({
    open: async () => {
      const login = logins[Math.min(attempts, logins.length - 1)];
      attempts += 1;
      if (login instanceof LoginError) throw login;
      if (login === 'hangs') return new Promise(() => {});
      open += 1;
      return database;
    },
    database: 'Attendance',
    statements: 'SELECT 1',
    rule: situation.openFirewall === true ? temporary : undefined,
    now: () => now,
    pause: async (ms) => {
      now += ms;
    },
    say,
    signal: stop.signal,
  }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const message = error instanceof Error ? error.message : undefined;
  return { message, said, commands, rules: server.rules, attempts, open, seconds: (now - start) / 1000 };
}

describe('a database that is paused', () => {
  it('is waited for, which is said once', async () => {
    const result = await grantIn({ logins: [...Array.from({ length: 11 }, () => paused), 'connected'] });
    expect(result).toMatchObject({ message: undefined, attempts: 12, seconds: 110, open: 0 });
    expect(result.said).toEqual([expect.stringContaining('wakes it up')]);
  });

  it('is not waited for longer than five minutes', async () => {
    const result = await grantIn({ logins: [paused] });
    expect(result).toMatchObject({ message: paused.message, seconds: 300 });
  });
});

it('any other refusal ends it at once', async () => {
  const refusal = new LoginError(new Error("Login failed for user '<token-identified principal>'."), 18456);
  expect(await grantIn({ logins: [refusal] })).toMatchObject({ message: refusal.message, attempts: 1 });
});

describe('a firewall that does not admit this machine', () => {
  it('stays closed unless asked, and the option is named', async () => {
    const result = await grantIn({ logins: [notAdmitted()] });
    expect(result.message).toContain(`does not admit this machine (${address})`);
    expect(result.message).toContain('--open-firewall');
    expect(result).toMatchObject({ commands: [], rules: [], attempts: 1 });
  });

  it('admits its address for as long as the grant takes', async () => {
    const during: unknown[] = [];
    const rules: FakeSqlServer['rules'] = [];
    const result = await grantIn({
      logins: [notAdmitted(), notAdmitted(), notAdmitted(), paused, 'connected'],
      openFirewall: true,
      rules,
      run: async () => void during.push(...structuredClone(rules)),
    });
    expect(result).toMatchObject({ message: undefined, rules: [], open: 0 });
    expect(during).toMatchObject([{ startIpAddress: address, endIpAddress: address }]);
    expect(result.commands).toEqual([
      'list --output',
      'firewall-rule list',
      'firewall-rule create',
      'firewall-rule delete',
    ]);
  });

  it('admits it no longer after an error, Ctrl-C, or a command that only seemed to fail', async () => {
    const endings: readonly Situation[] = [
      { run: () => Promise.reject(new Error('no rights')) },
      { logins: [notAdmitted()] },
      { logins: [notAdmitted(), notAdmitted('198.51.100.9')] },
      { logins: [notAdmitted(), 'hangs'], onSay: (line, stop) => line.includes('may pass') && stop() },
      { logins: [notAdmitted(), 'hangs'], onSay: (line, stop) => line.includes('admits') && stop() },
      { failing: 'create' },
    ];
    for (const ending of endings) {
      const result = await grantIn({ logins: [notAdmitted(), 'connected'], openFirewall: true, ...ending });
      expect(result.rules).toEqual([]);
      expect(result.message).toBeDefined();
      expect(result.commands.at(-1)).toBe('firewall-rule delete');
    }
  });

  it('says which command removes the rule when that fails', async () => {
    const result = await grantIn({
      logins: [notAdmitted(), 'connected'],
      openFirewall: true,
      failing: 'delete',
    });
    expect(result.message).toMatch(
      /az sql server firewall-rule delete --resource-group rg-attendance --server sql-attendance --name jamkerja-grant-temporary-/,
    );
  });

  it('is not touched when public access is off, whoever says so', async () => {
    const byAzure = await grantIn({ openFirewall: true, access: 'Disabled' });
    expect(byAzure.message).toContain('takes no connections from public networks');
    expect(byAzure).toMatchObject({ attempts: 0, commands: ['list --output'] });
    const byServer = await grantIn({ logins: [new LoginError(new Error('Connection was denied'), 47073)] });
    expect(byServer.message).toContain('takes no connections from public networks');
  });
});

describe('rules that a killed run left behind', () => {
  const mine = 'jamkerja-grant-temporary-';

  it("are removed: this machine's at once, another one's after half an hour, and nobody else's", async () => {
    const killed = await grantIn({
      logins: [notAdmitted(), 'hangs'],
      openFirewall: true,
      failing: 'delete',
      onSay: (line, stop) => line.includes('may pass') && stop(),
    });
    expect(killed.rules).toEqual([]);
    const own = /--name (\S+)/.exec(killed.message ?? '')?.[1] ?? '';
    const result = await grantIn({
      openFirewall: true,
      rules: [
        rule(own),
        rule(`${mine}00000000-20261127T062959Z`),
        rule(`${mine}00000000-20261127T065000Z`),
        rule(`${mine}of-somebody`),
        rule('office'),
      ],
    });
    expect(result.message).toBeUndefined();
    expect(result.rules.map(({ name }) => name)).toEqual([
      `${mine}00000000-20261127T065000Z`,
      `${mine}of-somebody`,
      'office',
    ]);
    expect(result.said.filter((line) => line.startsWith('Removed'))).toHaveLength(2);
  });
});
