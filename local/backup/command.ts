/** What `npm run export` and `npm run import` have in common: their arguments, and how they say what is wrong. */
import { parseArgs } from 'node:util';
import { escapeLines } from '../../src/core/hidden-characters.ts';

export interface BackupArguments {
  readonly file: string;
  readonly account: string | undefined;
  readonly table: string | undefined;
  readonly job: string | undefined;
}

const usageOf = (
  command: string,
): string => `npm run ${command} -- FILE [--account NAME] [--table NAME] [--job NAME]

--account  a storage account in Azure, with the rights of az login. Without it: AzureWebJobsStorage… of the environment,
           otherwise the storage of npm start, running or not
--table    default: TABLE_NAME, otherwise JamkerjaScheduler
--job      default: JOB_NAME, otherwise spJamkerja
Exit code: 0 done, 1 failed, 2 usage.`;

/** Throws with what was expected. A key or a connection string belongs into the environment, not here. */
function readArguments(args: readonly string[]): BackupArguments {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { account: text, table: text, job: text },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error('expected the name of one file');
  return { file, account: values.account, table: values.table, job: values.job };
}

export const print = (text: string): void => console.log(escapeLines(text));

export async function runCommand(
  command: 'export' | 'import',
  main: (given: BackupArguments) => Promise<void>,
): Promise<void> {
  let given: BackupArguments;
  try {
    given = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`npm run ${command}: ${escapeLines(String(error))}\n\n${usageOf(command)}`);
    process.exitCode = 2;
    return;
  }
  try {
    await main(given);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(escapeLines(`npm run ${command}: ${why}`));
    process.exitCode = 1;
  }
}
