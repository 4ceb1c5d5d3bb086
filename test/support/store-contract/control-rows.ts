/** The contract for reading and initialising the control rows. */
import { expect, describe, it } from 'vitest';
import type { SchedulerStore } from '../../../src/ports.ts';
import { sampleConfig, sampleInstant, sampleRows } from '../sample-records.ts';
import { initialised, ready } from './rows.ts';

export function describeControlRows(one: () => SchedulerStore, other: () => SchedulerStore): void {
  describe('the control rows', () => {
    it('are empty before anybody wrote them', async () => {
      expect(await one().read()).toEqual({ kind: 'empty' });
    });

    it('are read by everybody as they were initialised', async () => {
      const result = await one().initialise(sampleRows);
      const snapshot = await ready(other());
      expect(snapshot).toEqual({ kind: 'ready', ...sampleRows, versions: snapshot.versions });
      expect(result).toEqual({ kind: 'committed', versions: snapshot.versions });
    });

    it('are not initialised a second time', async () => {
      await one().initialise(sampleRows);
      const changed = { ...sampleRows, config: { ...sampleConfig, changedBy: 'the second' } };
      expect(await other().initialise(changed)).toEqual({ kind: 'conflict' });
      expect((await ready(one())).config).toEqual(sampleConfig);
    });

    it('have one author when many initialise at once', async () => {
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? one() : other()).initialise({
            ...sampleRows,
            config: { ...sampleConfig, changedBy: `process ${index}` },
          }),
        ),
      );
      const winners = results.flatMap((result, index) => (result.kind === 'committed' ? [index] : []));
      expect(winners).toHaveLength(1);
      expect((await ready(one())).config.changedBy).toBe(`process ${winners[0]}`);
    });

    it('keep every character of a text', async () => {
      const { versions: base } = await initialised(one());
      const reason = 'month-end — 月末 🚀 \u0000\t"\\\' \ud800 </script>';
      const config = { ...sampleConfig, pause: { by: 'siti', reason, since: sampleInstant } };
      await one().commit({ base, config });
      expect((await ready(other())).config).toEqual(config);
    });
  });
}
