/** Rows that somebody edits by hand, in the portal or in Storage Explorer, are not overwritten by what was read before. */
import { expect, test } from 'vitest';
import { hours } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import { recordingLog } from './support/recording-log.ts';
import { createTableWorld } from './support/table-world.ts';

const rowKeys = { config: 'control-config', lease: 'control-lease', state: 'control-state' } as const;

test.each(['config', 'lease', 'state'] as const)(
  'a write that includes the %s is refused when the row was edited after it was read',
  async (edited) => {
    const { world, clock, store, table } = createTableWorld();
    await tick(world, recordingLog().log);
    await clock.advance(hours(4));
    const read = await store.read();
    if (read.kind !== 'ready') throw new Error('the first tick has written no rows');
    const { config, lease, state, versions: base } = read;
    const row = rowKeys[edited];
    const document = JSON.stringify({ ...read[edited], note: 'edited by hand' });
    table.put(row, { document });
    expect(await store.commit({ base, config, lease, state })).toEqual({ kind: 'conflict' });
    expect(table.row(row)?.['document']).toBe(document);
  },
);
