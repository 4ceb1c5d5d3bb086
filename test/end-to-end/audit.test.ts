import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { AuditEntry, AuditHead, verifyChain } from '../../src/core/job/audit.ts';
import { type App, asOnAzure, neverByItself, startApp, until } from '../support/app.ts';
import { forgedAs, startUnprotected } from '../support/guarded.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { startTableProxy } from '../support/table-proxy.ts';
import { type Row, rowsOf, tableOf } from '../support/table-rows.ts';

const run = promisify(execFile);
const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

let world: Surroundings;
let app: App;
beforeAll(async () => {
  world = await startSurroundings();
  app = await startApp({ ...world, env: { ...quiet, ...asOnAzure } });
});
afterAll(async () => {
  await app?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

const verify = async () => {
  const { body } = await app.get('/scheduler/audit');
  return verifyChain(await entries(), AuditHead.parse(body.data.head), sha256);
};

/** Oldest first, through the API, page by page. */
async function entries(): Promise<readonly AuditEntry[]> {
  const all: AuditEntry[] = [];
  let next: string | null = '/scheduler/audit?limit=3';
  while (next !== null) {
    const { body } = await app.get(next);
    all.push(...AuditEntry.array().parse(body.data.entries));
    next = body.data.next;
  }
  return all.toReversed();
}

describe('the audit', () => {
  it('records who made each change, when, from where, what, before and after, and why', async () => {
    await app.post(
      '/scheduler/stop',
      { reason: 'month-end closing' },
      { 'x-forwarded-for': '10.0.0.1, 203.0.113.7:50123' },
    );
    await app.post('/scheduler/start', { reason: 'done' });
    await app.post('/scheduler/set-interval', { hours: 6, reason: 'weekend' });
    const forced = await app.post('/scheduler/force-execute', { reason: 'corrections' });
    await app.post(`${forced.body.data.url}/cancel`, { reason: 'wrong month' });
    const told = await entries();
    expect(told.map(({ action, reason }) => [action, reason])).toEqual([
      ['stop', 'month-end closing'],
      ['start', 'done'],
      ['set_interval', 'weekend'],
      ['force_execute', 'corrections'],
      ['cancel', 'wrong month'],
    ]);
    expect(told[0]).toMatchObject({
      sequence: 1,
      actor: 'anonymous',
      actorId: 'anonymous',
      from: '203.0.113.7',
      before: 'null',
    });
    expect(JSON.parse(told[0]?.after ?? '')).toMatchObject({ by: 'anonymous', reason: 'month-end closing' });
    expect([told[2]?.before, told[2]?.after].map((text) => JSON.parse(text ?? '').hours)).toEqual([3, 6]);
    expect(told[3]?.runId).toBe(forced.body.data.run_id);
  });

  it('has no entry for refused requests', async () => {
    const before = (await entries()).length;
    await app.post('/scheduler/set-interval', { hours: 0 });
    await app.post('/scheduler/force-unlock', { reason: 'nobody holds it' });
    expect(await entries()).toHaveLength(before);
  });

  it('is written in the same transaction as the change', async () => {
    const proxy = await startTableProxy({ port: inject('azuritePort') });
    try {
      const storage = { ...world.storage, connectionString: proxy.connectionString };
      await using counted = await startApp({ storage, sql: world.sql, env: quiet });
      await counted.status();
      const before = (await entries()).length;
      proxy.clear();
      const headers = { 'idempotency-key': 'counted' };
      expect((await counted.post('/scheduler/set-interval', { hours: 9 }, headers)).status).toBe(200);
      const writes = proxy.requests.filter(({ method }) => method !== 'GET');
      // The count of the caller's requests, and everything else together.
      expect(writes.map(({ path }) => path)).toEqual([expect.stringContaining('rate-'), '/$batch']);
      expect(await entries()).toHaveLength(before + 1);
    } finally {
      await proxy.stop();
    }
  });

  it('keeps a chain without gaps even when a dozen people make changes at once through two processes', async () => {
    await using one = await startUnprotected({ ...world, env: quiet });
    await using other = await startUnprotected({ ...world, env: quiet });
    const before = (await entries()).length;
    const people = Array.from({ length: 12 }, (_, index) => `person-${index}@example.com`);
    const answers = await Promise.all(
      people.map((name, index) =>
        (index % 2 === 0 ? one : other).post(
          '/scheduler/set-interval',
          { hours: 1 + index },
          { ...forgedAs('admin', name), 'x-requested-with': 'test' },
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
    const chain = await entries();
    expect(
      chain
        .slice(before)
        .map(({ actor }) => actor)
        .toSorted(),
    ).toEqual(people.toSorted());
    expect(await verify()).toEqual({ kind: 'intact', first: 1, last: before + people.length });
  });

  it('can be verified by a command', async () => {
    const { stdout } = await run(process.execPath, ['local/verify-audit.ts', '--url', app.host.url('/')]);
    expect(stdout).toMatch(/^The chain is intact: entries 1 to \d+\. Latest hash: [0-9a-f]{64}\n$/);
  });

  it('goes on in another installation by export and import, whose import was killed; the applock keeps the two apart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recovery-'));
    const file = join(folder, 'export.jsonl');
    const storage = { connectionString: world.storage.connectionString, table: `${world.storage.table}New` };
    const proxy = await startTableProxy({ port: inject('azuritePort') });
    const command = (script: string, table: string) => [script, file, '--table', table];
    const env = { ...process.env, AzureWebJobsStorage: storage.connectionString };
    try {
      // A run of the old installation is in progress from here to the end.
      world.sql.setFault({ kind: 'delay', ms: 3_600_000, times: 1 });
      await app.post('/scheduler/force-execute');
      await app.tick();
      await until(
        () => world.sql.executions.length,
        (count) => count === 1,
      );
      await run(process.execPath, command('local/export.ts', world.storage.table), { env });

      proxy.script({ fault: { kind: 'mute_reply' }, match: ({ path }) => path === '/$batch' });
      const killed = spawn(process.execPath, command('local/import.ts', storage.table), {
        env: { ...env, AzureWebJobsStorage: proxy.connectionString },
      });
      await until(
        () => proxy.requests.some(({ path }) => path === '/$batch'),
        (reached) => reached,
      );
      killed.kill('SIGKILL');
      await once(killed, 'exit');
      const { stdout } = await run(process.execPath, command('local/import.ts', storage.table), { env });
      expect(stdout).toContain('was active in the export and is now lost');

      await using other = await startApp({ storage, sql: world.sql, env: { ...quiet, ...asOnAzure } });
      const status = await other.status();
      expect(status).toMatchObject({
        current_run: null,
        paused: { by: expect.stringMatching(/^npm run import/) },
      });
      const { stdout: verified } = await run(process.execPath, [
        'local/verify-audit.ts',
        '--url',
        other.host.url('/'),
      ]);
      expect(verified).toMatch(/^The chain is intact/);
      await other.post('/scheduler/force-execute');
      await other.tick();
      const after = await other.statusWhen(({ skipped_count }) => skipped_count > status.skipped_count);
      expect(after.execution_count).toBe(status.execution_count);
      expect(world.sql.executions).toHaveLength(1);
    } finally {
      world.sql.finishRuns();
      await proxy.stop();
      rmSync(folder, { recursive: true });
    }
    await app.statusWhen(({ current_run }) => current_run === null);
  });

  it('reveals that the newest entries were removed, and that two were swapped', async () => {
    const table = tableOf(world.storage);
    const [newest, second] = await rowsOf(world.storage, 'journal-');
    if (newest === undefined || second === undefined) throw new Error('there are too few entries');
    const { length } = await entries();
    const put = ({ partitionKey, rowKey }: Row, { document }: Row) =>
      table.upsertEntity({ partitionKey, rowKey, document }, 'Merge');

    await put(newest, second);
    await put(second, newest);
    expect(await verify()).toMatchObject({ kind: 'broken', problem: expect.stringContaining('reordered') });
    await put(newest, newest);
    await put(second, second);
    expect(await verify()).toMatchObject({ kind: 'intact' });

    await table.deleteEntity(newest.partitionKey, newest.rowKey);
    expect(await verify()).toMatchObject({
      kind: 'broken',
      sequence: length,
      problem: expect.stringContaining('missing'),
    });
    const { partitionKey, rowKey, document } = newest;
    await table.createEntity({ partitionKey, rowKey, document });
    expect(await verify()).toMatchObject({ kind: 'intact' });
  });

  it('reveals which entry was later changed or removed in the table', async () => {
    const rows = await rowsOf(world.storage, 'journal-');
    const chain = await entries();
    const victim = rows[2];
    const sequence = AuditEntry.parse(JSON.parse(String(victim?.['document']))).sequence;
    const { partitionKey = '', rowKey = '' } = victim ?? {};
    const document = String(victim?.['document']).replace(/"actor":"[^"]*"/, '"actor":"somebody"');
    await tableOf(world.storage).updateEntity({ partitionKey, rowKey, document }, 'Merge');
    expect(await verify()).toMatchObject({
      kind: 'broken',
      sequence,
      problem: expect.stringContaining('changed'),
    });

    await expect(
      run(process.execPath, ['local/verify-audit.ts', '--url', app.host.url('/')]),
    ).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(`broken at entry ${sequence}`) });

    await tableOf(world.storage).deleteEntity(partitionKey, rowKey);
    expect(await entries()).toHaveLength(chain.length - 1);
    expect(await verify()).toMatchObject({ kind: 'broken', sequence: sequence + 1 });
  });
});
