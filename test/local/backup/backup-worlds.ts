/** Tables in memory to export from and to import into, and a folder for the files in between. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { TableRequests, usualPatience } from '../../../src/adapters/table-storage/table-requests.ts';
import { forceExecute } from '../../../src/operations/commands/force-execute.ts';
import { setInterval } from '../../../src/operations/commands/set-interval.ts';
import { stop } from '../../../src/operations/commands/stop.ts';
import { tick } from '../../../src/operations/tick.ts';
import { hours, seconds } from '../../../src/core/time/time.ts';
import { type Imported, importRows } from '../../../local/backup/import-rows.ts';
import type { Partition } from '../../../local/backup/partition.ts';
import { checkExport } from '../../../local/backup/read-export.ts';
import { writeExport } from '../../../local/backup/write-export.ts';
import type { Entity } from '../../support/table-in-memory.ts';
import { callerOf } from '../../operations/support/caller.ts';
import { recordingLog } from '../../operations/support/recording-log.ts';
import { createTableWorld } from '../../operations/support/table-world.ts';
import type { TestWorld } from '../../operations/support/world.ts';

export interface Counted extends TestWorld {
  readonly executions: () => number;
}

/** `ends`: when the procedure does, if ever. */
export function countedWorld(ends: Promise<void> = Promise.resolve()): Counted {
  let executions = 0;
  const test = createTableWorld({
    runner: {
      execute: async ({ observer }) => {
        executions += 1;
        observer.executing();
        observer.message({ at: test.clock.now(), text: 'employee\u2028 \u202e 1', number: 0 });
        await ends;
        return { kind: 'succeeded', rowsAffected: 3, returnValue: 0 };
      },
      probe: async () => 'gone',
    },
  });
  return { ...test, executions: () => executions };
}

/** Some runs, and some changes by people. */
export async function livedThrough(runs = 3): Promise<Counted> {
  const test = countedWorld();
  const { log } = recordingLog();
  await tick(test.world, log);
  for (let run = 0; run < runs; run += 1) {
    await test.clock.advance(hours(4));
    await tick(test.world, log);
    await setInterval(test.world, callerOf('set_interval', `key-${run}`), { hours: 1 + run });
  }
  return test;
}

/** Still in progress, although its process never ends it. */
export async function inARun(): Promise<Counted> {
  const test = countedWorld(new Promise(() => undefined));
  const { log } = recordingLog();
  await tick(test.world, log);
  await test.clock.advance(hours(4));
  void tick(test.world, log);
  await test.clock.advance(seconds(1));
  return test;
}

/** Requested, and not begun. */
export async function withARequest(): Promise<Counted> {
  const test = countedWorld();
  await tick(test.world, recordingLog().log);
  await stop(test.world, callerOf('stop'), { reason: 'month end' });
  await forceExecute(test.world, callerOf('force_execute'), {});
  return test;
}

export function partitionOf({ table, clock }: TestWorld, job = 'spJamkerja'): Partition {
  const patience = { ...usualPatience, attempts: 1 };
  return { requests: new TableRequests(table.client, { clock, random: () => 0, patience }), job };
}

export class Folder implements Disposable {
  readonly #path = mkdtempSync(join(tmpdir(), 'backup-'));
  readonly file = join(this.#path, 'export.jsonl');

  lines(): readonly string[] {
    return readFileSync(this.file, 'utf8').trimEnd().split('\n');
  }

  /** With a checksum that fits, as another version of the export would have written it. */
  write(lines: readonly string[]): void {
    const body = lines.map((line) => `${line}\n`).join('');
    const kinds: Record<string, number> = {};
    for (const line of lines.slice(1)) {
      const kind = String(JSON.parse(line).row).split('-')[0] ?? '';
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
    const sha256 = createHash('sha256').update(body).digest('hex');
    this.writeRaw(`${body}${JSON.stringify({ rows: lines.length - 1, kinds, sha256 })}\n`);
  }

  writeRaw(text: string): void {
    writeFileSync(this.file, text);
  }

  [Symbol.dispose](): void {
    rmSync(this.#path, { recursive: true });
  }
}

export const exportOf = (test: TestWorld, { file }: Folder) =>
  writeExport(partitionOf(test), { table: 'T', storage: 'http://in-memory' }, file, () => test.clock.now());

export async function importInto(
  test: TestWorld,
  { file }: Folder,
  partition = partitionOf(test),
): Promise<Imported> {
  return importRows({
    partition,
    source: await checkExport(file),
    who: 'budi',
    now: () => test.clock.now(),
    newId: () => test.world.idGenerator.newId(test.clock.now()),
    print: () => undefined,
  });
}

/** What is stored but the control rows and the counts of requests. */
export const historyOf = ({ table }: TestWorld): readonly Entity[] =>
  table
    .rows()
    .filter(({ rowKey }) => !/^(control|rate)-/.test(String(rowKey)))
    .map((row) => ({ ...row, etag: undefined }));
