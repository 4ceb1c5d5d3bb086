/** A world that notes what the operations write, to compare it with what is read again. */
import { systemIdGenerator } from '../../../src/adapters/system/id-generator.ts';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import type { AuditEntry } from '../../../src/core/job/audit.ts';
import type { Change } from '../../../src/core/job/change.ts';
import type { ControlRows } from '../../../src/core/job/snapshot.ts';
import { omitUndefined } from '../../../src/core/omit-undefined.ts';
import type { Run } from '../../../src/core/run/run.ts';
import { createWorld, type TestWorld } from '../../operations/support/world.ts';
import { settingsWith } from '../../support/core-samples.ts';

export interface NotedWorld extends TestWorld {
  /** What the operations have written, each part as it was written last. */
  readonly written: Written;
}

interface Written {
  readonly control: Partial<ControlRows>;
  readonly runs: Map<string, Run>;
  readonly audit: AuditEntry[];
}

export function createNotedWorld(zone: string): NotedWorld {
  const written: Written = { control: {}, runs: new Map(), audit: [] };
  const there = createWorld({
    settings: settingsWith({ TIME_ZONE: zone }),
    idGenerator: systemIdGenerator,
    sha256,
    store: ({ commit }) => ({
      commit: async (change) => {
        const result = await commit(change);
        if (result.kind === 'committed') note(written, change);
        return result;
      },
    }),
  });
  return { ...there, written };
}

function note({ control, runs, audit }: Written, change: Change): void {
  const { config, lease, state, run, audit: entry } = change;
  Object.assign(control, omitUndefined({ config, lease, state }));
  if (run !== undefined) runs.set(run.id, run);
  if (entry !== undefined) audit.push(entry);
}
