/** Where the chain of the audit goes on: after a lost race, without control rows, and with a state row from a backup. */
import { expect, it } from 'vitest';
import { type AuditHead, lastSequence } from '../../src/core/job/audit.ts';
import { headOf } from '../../src/operations/commands/audit-head.ts';
import type { AuditPage } from '../../src/core/job/history.ts';
import { createWorld } from './support/world.ts';

const head = (sequence: number): AuditHead => ({ sequence, hash: `hash ${sequence}` });

/** The audit with its newest entry; one that cannot be read leaves only its number. */
function audit(newest?: number, readable = true): AuditPage {
  if (newest === undefined) return { entries: [] };
  const entry = { at: 0, actor: 'siti', from: '', action: 'stop', reason: '', before: '', after: '' };
  const whole = { ...entry, ...head(readable ? newest : newest - 1), previous: '' };
  return { entries: [whole as AuditPage['entries'][number]], newest };
}

it('goes on from the head in the state row without reading the audit', async () => {
  const { world } = createWorld({
    store: () => ({ listAudit: () => Promise.reject(new Error('not expected')) }),
  });
  expect(await headOf(world, head(7), 0)).toStrictEqual(head(7));
});

it.each([
  ['after a lost race, to nobody', head(7), 1, audit(7), head(7)],
  ['after a lost race, with an audit that was purged', head(7), 1, audit(), head(7)],
  ['from a backup', head(7), 1, audit(9), { ...head(9), restored: head(7) }],
  ['without control rows', undefined, 0, audit(3), head(3)],
  ['without control rows, for the first time', undefined, 0, audit(), {}],
  [
    'without control rows, with a newest entry that is damaged',
    undefined,
    0,
    audit(3, false),
    { sequence: 3 },
  ],
  [
    'with the number of a damaged row',
    head(lastSequence),
    0,
    audit(5),
    { ...head(5), restored: head(lastSequence) },
  ],
  [
    'with the number of a damaged row, for the first time',
    head(lastSequence),
    0,
    audit(),
    { restored: head(lastSequence) },
  ],
])('goes on %s', async (_, known, round, page, expected) => {
  const asked: unknown[] = [];
  const { world } = createWorld({
    store: () => ({
      listAudit: async (query) => {
        asked.push(query);
        return page;
      },
    }),
  });
  expect(await headOf(world, known, round)).toStrictEqual(expected);
  expect(asked).toEqual([{ limit: 1 }]);
});
