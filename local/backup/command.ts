/** What the commands on a job's rows have in common: their arguments, and how they say what is wrong. */
import { parseArgs } from 'node:util';
import { escapeLines } from '../../src/core/hidden-characters.ts';

/** Where the rows are. */
export interface PlaceArguments {
  readonly account: string | undefined;
  readonly table: string | undefined;
  readonly job: string | undefined;
}

export interface BackupArguments extends PlaceArguments {
  readonly file: string;
}

const usageOf = (command: string): string => `npm run ${command} [--account NAME] [--table NAME] [--job NAME]

--account  a storage account in Azure, with the rights of az login. Without it: AzureWebJobsStorage… of the environment,
           otherwise the storage of npm start, running or not
--table    default: TABLE_NAME, otherwise JamkerjaScheduler
--job      default: JOB_NAME, otherwise spJamkerja
Exit code: 0 done, 1 failed, 2 usage.`;

/** Throws with what was expected. A key or a connection string belongs into the environment, not here. */
function parse(args: readonly string[]): { place: PlaceArguments; files: readonly string[] } {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { account: text, table: text, job: text },
    allowPositionals: true,
  });
  const { account, table, job } = values;
  return { place: { account, table, job }, files: positionals };
}

function withFile(args: readonly string[]): BackupArguments {
  const { place, files } = parse(args);
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) throw new Error('expected the name of one file');
  return { ...place, file };
}

function withoutFile(args: readonly string[]): PlaceArguments {
  const { place, files } = parse(args);
  if (files.length > 0) throw new Error(`expected options only, got ${JSON.stringify(files[0])}`);
  return place;
}

export const print = (text: string): void => console.log(escapeLines(text));

export const runCommand = (
  command: 'export' | 'import',
  main: (given: BackupArguments) => Promise<void>,
): Promise<void> => run(command, `${command} -- FILE`, withFile, main);

export const runWithoutFile = (
  command: 'rebuild-coverage',
  main: (given: PlaceArguments) => Promise<void>,
): Promise<void> => run(command, `${command} --`, withoutFile, main);

async function run<Given>(
  command: string,
  shown: string,
  read: (args: readonly string[]) => Given,
  main: (given: Given) => Promise<void>,
): Promise<void> {
  let given: Given;
  try {
    given = read(process.argv.slice(2));
  } catch (error) {
    console.error(`npm run ${command}: ${escapeLines(String(error))}\n\n${usageOf(shown)}`);
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
