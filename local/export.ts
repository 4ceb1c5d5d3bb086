/**
 * `npm run export -- FILE`: writes the rows of a job to a file, while the app is running or not: history, audit,
 * schedule, messages, and whatever else there is. docs/recovery.md says what for.
 */
import { type BackupArguments, print, runCommand } from './backup/command.ts';
import { requireTable } from './backup/partition.ts';
import { openPlace } from './backup/place.ts';
import { checkExport } from './backup/read-export.ts';
import { tellExport } from './backup/tell-export.ts';
import { writeExport } from './backup/write-export.ts';

async function main(given: BackupArguments): Promise<void> {
  await using place = await openPlace(given, process.env, print);
  const { partition, table, storage } = place;
  await requireTable(partition);
  await writeExport(partition, { table, storage }, given.file, Date.now);
  // What an import would refuse shows now, while the table still exists.
  for (const line of tellExport(await checkExport(given.file))) print(line);
  print(
    'Keep it as you keep the table: it names people, repeats what the procedure said, and holds the salt of the hashes that stand for function keys.',
  );
}

await runCommand('export', main);
