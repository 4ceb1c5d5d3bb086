/**
 * `npm run import -- FILE`: writes the rows of an export into an empty table, and leaves the schedule paused. Repeat it
 * with the same file if it was interrupted. docs/recovery.md says when.
 */
import { userInfo } from 'node:os';
import { systemClock } from '../src/adapters/system/clock.ts';
import { systemIdGenerator } from '../src/adapters/system/id-generator.ts';
import { type BackupArguments, print, runCommand } from './backup/command.ts';
import { importRows } from './backup/import-rows.ts';
import { openPlace } from './backup/place.ts';
import { checkExport } from './backup/read-export.ts';
import { tellExport } from './backup/tell-export.ts';

async function main(given: BackupArguments): Promise<void> {
  const source = await checkExport(given.file);
  for (const line of tellExport(source)) print(line);
  await using place = await openPlace(given, process.env, print);
  const { partition } = place;
  print(`Importing into ${partition.requests.place} ...`);
  const imported = await importRows({
    partition,
    source,
    who: userInfo().username,
    now: () => systemClock.now(),
    newId: () => systemIdGenerator.newId(systemClock.now()),
    print,
  });
  if (imported.kind === 'was_imported') {
    print('This file is imported already: nothing was changed.');
    return;
  }
  const { run, entry } = imported.safe;
  if (run !== undefined) {
    print(
      `Run ${run.id} was active in the export and is now ${run.state.outcome}: ${run.state.message}. Look whether its results are there, and choose Run now if not.`,
    );
  }
  print(
    `Imported, as entry ${entry.sequence} of the audit says. The schedule is paused: resume it when nothing else executes the procedure.`,
  );
}

await runCommand('import', main);
