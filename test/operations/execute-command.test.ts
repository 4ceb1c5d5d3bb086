/** What holds for every command: limits, Idempotency-Keys, the chain of the audit, and races between processes. */
import { describe, expect, test } from 'vitest';
import { type AuditEntry, auditText, lastSequence } from '../../src/core/job/audit.ts';
import { plus, seconds } from '../../src/core/time/time.ts';
import { stop } from '../../src/operations/commands/stop.ts';
import { settings, start } from '../support/core-samples.ts';
import { auditOf, by, createCommandWorld } from './support/command-world.ts';
import { deleteControlRows, keysWith, type TestWorld, writeAsOther } from './support/world.ts';

const send = (
  { world }: Pick<TestWorld, 'world'>,
  idempotencyKey?: string,
  request = 'x',
  reason = 'closing',
) => stop(world, { ...by('stop'), idempotencyKey, request }, { reason });

describe('a command', () => {
  test('writes its change, its audit entry and the head of the chain at once', async () => {
    const there = createCommandWorld();
    expect(await send(there)).toMatchObject({ kind: 'done', repeated: false });
    expect(there.table.writes()).toBe(1);
    const [entry] = (await auditOf(there)) as [AuditEntry];
    const { hash, ...unhashed } = entry;
    expect(unhashed).toEqual({
      sequence: 1,
      at: start,
      actor: 'siti',
      actorId: 'id-siti',
      from: '203.0.113.7',
      action: 'stop',
      reason: 'closing',
      before: 'null',
      after: JSON.stringify({ by: 'siti', byId: 'id-siti', reason: 'closing', since: start }),
      previous: '',
    });
    expect(hash).toBe(`hash of ${auditText(unhashed)}`);
    expect(there.control().state.auditHead).toEqual({ sequence: 1, hash });
  });

  test('is answered with the rows as it leaves them, and with the time', async () => {
    const there = createCommandWorld();
    const result = await send(there);
    if (result.kind !== 'done') throw new Error('refused');
    const { config, lease, state } = there.control();
    const rendered = JSON.parse(result.reply);
    expect(rendered).toMatchObject({ at: start, snapshot: { lease, state } });
    expect(rendered.snapshot.config).toEqual(JSON.parse(JSON.stringify(config)));
  });

  test('goes on from the entry before', async () => {
    const there = createCommandWorld();
    await send(there);
    await send(there);
    const [first, second] = (await auditOf(there)) as [AuditEntry, AuditEntry];
    expect(second).toMatchObject({ sequence: 2, previous: first.hash });
    expect(second).not.toHaveProperty('restored');
  });

  test('is refused when the numbers of the audit are used up', async () => {
    const there = createCommandWorld({
      store: () => ({ listAudit: async () => ({ entries: [], newest: lastSequence }) }),
    });
    expect(await send(there)).toEqual({ kind: 'refused', why: 'audit_full' });
    expect(there.table.writes()).toBe(0);
  });
});

describe('an Idempotency-Key', () => {
  test('gives the same answer to the same request, which is carried out once', async () => {
    const there = createCommandWorld();
    const first = await send(there, 'k');
    const second = await send(there, 'k');
    expect(second).toEqual({ ...first, repeated: true });
    expect(await auditOf(there)).toHaveLength(1);
  });

  test('refuses another request', async () => {
    const there = createCommandWorld();
    await send(there, 'k');
    expect(await send(there, 'k', 'y')).toEqual({ kind: 'refused', why: 'key_reused' });
  });

  test('belongs to its caller, and none is kept without one', async () => {
    const there = createCommandWorld();
    await send(there);
    await send(there, 'k');
    expect(keysWith(there, 'request-')).toHaveLength(1);
    expect(await there.store.findAnswered('id-siti k')).toEqual({
      key: 'id-siti k',
      request: 'x',
      reply: expect.any(String),
    });
  });

  test('whose answer cannot be read is not carried out again', async () => {
    const damaged = { row: 'r', problem: 'p' };
    const there = createCommandWorld({ store: () => ({ findAnswered: async () => damaged }) });
    expect(await send(there, 'k')).toMatchObject({ why: 'answer_damaged', damaged });
    expect(there.table.writes()).toBe(0);
  });
});

describe('a race', () => {
  test('that is lost is decided anew from the rows as they are then', async () => {
    const there = createCommandWorld();
    const { store } = there.world;
    let races = 19;
    const commit: typeof store.commit = async (change) => {
      if (races > 0) {
        races -= 1;
        await writeAsOther(there, { state: there.control().state });
      }
      return store.commit(change);
    };
    expect(await send({ world: { ...there.world, store: { ...store, commit } } })).toMatchObject({
      kind: 'done',
    });
    expect(await auditOf(there)).toHaveLength(1);
  });

  test('that is lost twenty times in a row is a defect', async () => {
    let tries = 0;
    const there = createCommandWorld({
      store: () => ({
        commit: async () => {
          tries += 1;
          return { kind: 'conflict' };
        },
      }),
    });
    await expect(send(there)).rejects.toThrow('gave up after 20 tries: the rows of spJamkerja changed');
    expect(tries).toBe(20);
  });

  test('with nobody: without rows they are written first', async () => {
    const there = createCommandWorld();
    deleteControlRows(there);
    expect(await send(there)).toMatchObject({ kind: 'done' });
    expect(there.control().config).toMatchObject({ notBefore: plus(start, settings.startDelay) });
  });
});

describe('the rate limit', () => {
  const perMinute = settings.rateLimit;
  const full = { window: { startedAt: start, count: perMinute }, version: 'v1' };
  const tooMany = { kind: 'refused', why: 'too_many_requests', perMinute };

  test('refuses, without a write, until its minute is over', async () => {
    const there = createCommandWorld({
      store: () => ({ readRate: async () => full, writeRate: () => Promise.reject(new Error('written')) }),
    });
    await there.clock.advance(seconds(20));
    expect(await send(there)).toEqual({ ...tooMany, wait: seconds(40) });
    expect(there.table.writes()).toBe(0);
  });

  test('counts each command against its caller, under the version that was read', async () => {
    const written: unknown[] = [];
    const there = createCommandWorld({
      store: () => ({
        readRate: async () => ({ window: { startedAt: start, count: 1 }, version: 'v1' }),
        writeRate: async (...args) => {
          written.push(args);
          return 'written';
        },
      }),
    });
    await send(there);
    expect(written).toEqual([['id-siti', { startedAt: start, count: 2 }, 'v1']]);
  });

  test('counts again after a lost race, and refuses who loses four', async () => {
    let conflicts = 3;
    const there = createCommandWorld({
      store: () => ({ writeRate: async () => ((conflicts -= 1) >= 0 ? 'conflict' : 'written') }),
    });
    expect(await send(there)).toMatchObject({ kind: 'done' });
    conflicts = 4;
    expect(await send(there)).toEqual({ ...tooMany, wait: seconds(1) });
  });
});
