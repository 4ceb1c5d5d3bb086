/** What the chain of audit entries proves. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type AuditEntry, auditText, type UnhashedEntry, verifyChain } from '../../../src/core/job/audit.ts';
import { afterMinutes } from '../../support/core-samples.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function append(chain: readonly AuditEntry[], overrides: Partial<UnhashedEntry> = {}): readonly AuditEntry[] {
  const sequence = chain.length + 1;
  const entry = {
    sequence,
    at: afterMinutes(sequence),
    actor: 'ada@example.com',
    from: '203.0.113.7',
    action: 'set_interval',
    reason: 'test',
    before: '{"hours":3}',
    after: '{"hours":6}',
    previous: chain.at(-1)?.hash ?? '',
    ...overrides,
  } as const;
  return [...chain, { ...entry, hash: sha256(auditText(entry)) }];
}

let chain: readonly AuditEntry[] = [];
for (let count = 0; count < 5; count += 1) chain = append(chain);
const head = chain.at(-1);
const verify = (entries: readonly AuditEntry[], end = head) => verifyChain(entries, end, sha256);
const changed = (sequence: number, change: Partial<AuditEntry>): readonly AuditEntry[] =>
  chain.map((entry) => (entry.sequence === sequence ? { ...entry, ...change } : entry));
const without = (...sequences: readonly number[]): readonly AuditEntry[] =>
  chain.filter(({ sequence }) => !sequences.includes(sequence));

describe('a chain that nobody touched', () => {
  test('is intact, and says from where to where', () => {
    expect(verify(chain)).toEqual({ kind: 'intact', first: 1, last: 5 });
    expect(verifyChain([], undefined, sha256)).toEqual({ kind: 'intact', first: 0, last: 0 });
  });

  test('may begin later: old entries are purged', () => {
    expect(verify(without(1, 2))).toEqual({ kind: 'intact', first: 3, last: 5 });
  });

  test('may have grown since its end was read', () => {
    expect(verify(chain, chain[2])).toEqual({ kind: 'intact', first: 1, last: 5 });
  });
});

describe('a chain that an older version began', () => {
  const byId = { actorId: 'user:aad::ada' };
  const mixed = append(append(chain, byId), byId);
  test('is intact where entries without ids precede entries with ids', () => {
    expect(verify(mixed, mixed.at(-1))).toEqual({ kind: 'intact', first: 1, last: 7 });
  });

  test.each(['user:aad::eve', '', undefined])('is broken where an id was changed to %j', (actorId) => {
    const { actorId: _, ...rest } = mixed[5]!;
    const forged = mixed.with(5, actorId === undefined ? rest : { ...rest, actorId });
    expect(verify(forged, mixed.at(-1))).toMatchObject({ kind: 'broken', sequence: 6 });
  });
});

describe('a chain that somebody touched', () => {
  test.each<readonly [keyof AuditEntry, Partial<AuditEntry>]>([
    ['at', { at: afterMinutes(99) }],
    ['actor', { actor: 'eve@example.com' }],
    ['actorId', { actorId: 'user:aad::eve' }],
    ['from', { from: '198.51.100.1' }],
    ['action', { action: 'stop' }],
    ['runId', { runId: 'run-1' }],
    ['reason', { reason: 'another' }],
    ['before', { before: '{"hours":4}' }],
    ['after', { after: '{"hours":7}' }],
    ['previous', { previous: '' }],
    ['hash', { hash: sha256('') }],
  ])('in the field %s is broken at that entry', (_, change) => {
    expect(verify(changed(3, change))).toEqual({
      kind: 'broken',
      sequence: 3,
      problem: 'it was changed after it was written',
    });
  });

  test('with text moved from one field to its neighbour is broken', () => {
    expect(verify(changed(3, { actor: 'ada@example.com203', from: '.0.113.7' })).kind).toBe('broken');
  });

  test('with a new hash for the changed entry is broken at the next one', () => {
    const entry = { ...chain[2]!, actor: 'eve@example.com' };
    const forged = changed(3, { ...entry, hash: sha256(auditText(entry)) });
    const problem = 'its hash of the previous entry does not match';
    expect(verify(forged)).toEqual({ kind: 'broken', sequence: 4, problem });
  });

  test('with a new hash for the changed last entry is not what the state row says', () => {
    const entry = { ...chain[4]!, actor: 'eve@example.com' };
    const forged = changed(5, { ...entry, hash: sha256(auditText(entry)) });
    const problem = 'it differs from the last entry according to the state row';
    expect(verify(forged)).toEqual({ kind: 'broken', sequence: 5, problem });
  });

  test('by removing entries in between is broken behind the gap', () => {
    const problem = 'it follows entry 1: entries in between were removed or reordered';
    expect(verify(without(2, 3))).toEqual({ kind: 'broken', sequence: 4, problem });
  });

  test('by removing the last entries is broken where they began', () => {
    const problem = 'it is missing, as is everything up to entry 5, the last one written';
    expect(verify(without(4, 5))).toEqual({ kind: 'broken', sequence: 4, problem });
    expect(verify([])).toMatchObject({ kind: 'broken', sequence: 1 });
  });

  test('by exchanging two entries is broken at the first of them', () => {
    const [one, two, three, ...rest] = chain;
    expect(verify([one!, three!, two!, ...rest])).toMatchObject({ kind: 'broken', sequence: 3 });
  });

  test('by renumbering the rest after a removal is broken: the number is hashed too', () => {
    const closed = without(3).map((entry) =>
      entry.sequence > 3 ? { ...entry, sequence: entry.sequence - 1 } : entry,
    );
    expect(verify(closed, undefined)).toMatchObject({ kind: 'broken', sequence: 3 });
  });

  test('by putting an entry in front of the first is broken', () => {
    const stray = append([], { previous: 'x' });
    expect(verify(stray, undefined)).toMatchObject({ kind: 'broken', sequence: 1 });
  });
});
