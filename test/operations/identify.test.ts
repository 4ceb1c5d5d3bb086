/** Who is behind a function key, on the adapter's own salt. */
import { describe, expect, it } from 'vitest';
import { storeOn } from '../../src/adapters/table-storage/table-store.ts';
import { identify } from '../../src/operations/identify.ts';
import type { World } from '../../src/ports.ts';
import { createTableWorld } from './support/table-world.ts';

const saltRow = 'caller-salt';
const holderOf = (world: World, key: string) => identify(world, { kind: 'key', key });

/** Another process on the same table. */
function restart({ world, table, clock }: ReturnType<typeof createTableWorld>): World {
  const { settings, idGenerator, random } = world;
  return { ...world, store: storeOn(table.client, { job: settings.job, clock, idGenerator, random }) };
}

describe('the holder of a function key', () => {
  it('has an id and a name of the same hash, which tells nothing of the key', async () => {
    const { world } = createTableWorld();
    const { id, name } = await holderOf(world, 'summer2026');
    expect(id).toMatch(/^key:[0-9a-f]{16}$/);
    expect(name).toBe(`function key ${id.slice(4, 12)}`);
  });

  it('is somebody else than the holder of another key', async () => {
    const { world } = createTableWorld();
    const keys = ['a', 'b', 'A', 'a ', 'ab', 'é', 'e\u0301', '1', '01'];
    const ids = await Promise.all(keys.map(async (key) => (await holderOf(world, key)).id));
    expect(new Set(ids).size).toBe(keys.length);
  });

  it('is the same in every process and after every restart', async () => {
    const there = createTableWorld();
    const [one, other] = [restart(there), restart(there)];
    const first = await Promise.all([one, other].map((world) => holderOf(world, 'k')));
    expect(first[0]).toEqual(first[1]);
    expect(await holderOf(restart(there), 'k')).toEqual(first[0]);
  });

  it('has another hash in another table, so that nobody can try out keys without the salt', async () => {
    const [one, other] = [createTableWorld(), createTableWorld()];
    expect(await holderOf(one.world, 'k')).not.toEqual(await holderOf(other.world, 'k'));
    expect(one.table.row(saltRow)?.['document']).toMatch(/^\{"salt":"[0-9a-f]{64}"\}$/);
  });

  it('costs one reading of the table in each process', async () => {
    const there = createTableWorld();
    await holderOf(there.world, 'k');
    there.table.remove(saltRow);
    expect(await holderOf(there.world, 'k')).toEqual(await holderOf(there.world, 'k'));
    expect(there.table.row(saltRow)).toBeUndefined();
  });

  it.each(['{}', '{"salt":""}', '{"salt":5}', 'null', '{"salt":', '"x"'])(
    'is found again after somebody has damaged the salt: %s',
    async (document) => {
      const there = createTableWorld();
      await holderOf(there.world, 'k');
      there.table.put(saltRow, { document });
      const world = restart(there);
      expect((await holderOf(world, 'k')).id).toMatch(/^key:/);
      expect(world.store.takeNotices()).toMatchObject([{ kind: 'damaged', row: saltRow }]);
      expect(await holderOf(restart(there), 'k')).toEqual(await holderOf(world, 'k'));
    },
  );
});
