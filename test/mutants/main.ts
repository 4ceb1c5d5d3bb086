/**
 * `npm run test:mutants`: plants one fault after another into a copy of the project, and checks that each is found.
 * `-- --only NAME` takes one fault.
 */
import { availableParallelism, constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { allFaults } from './faults/all-faults.ts';
import { type Finding, findByTests } from './finders.ts';
import { copyProject, misfits, type PatchedCopy } from './patched-copy.ts';
import type { PlantedFault } from './planted-fault.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, workers: { type: 'string' } },
});
const workers = Number(values.workers ?? availableParallelism());
const faults = allFaults.filter(
  ({ name, test }) => test !== undefined && (values.only?.includes(name) ?? true),
);

interface Row {
  readonly fault: PlantedFault;
  readonly finding: Finding;
  readonly seconds: number;
}

/** Otherwise whatever finds the faults would find them everywhere. */
async function checkUnchanged(copy: PatchedCopy): Promise<void> {
  const tests = [...new Set(faults.flatMap(({ test }) => test ?? []))];
  const finding = await findByTests(copy.folder, tests);
  if (finding.kind !== 'survived') throw new Error(`without a fault the tests fail: ${describe(finding)}`);
  console.log(`${tests.length} files of tests pass without a fault`);
}

async function plant(copy: PatchedCopy, fault: PlantedFault): Promise<Row> {
  const began = performance.now();
  const finding = await copy.with(fault, () => findByTests(copy.folder, [fault.test ?? '']));
  const row = { fault, finding, seconds: (performance.now() - began) / 1_000 };
  console.log(lineOf(row));
  return row;
}

function describe(finding: Finding): string {
  switch (finding.kind) {
    case 'found':
      return finding.by;
    case 'survived':
      return 'NOT FOUND';
    case 'broken':
      return `UNKNOWN, since the finder could not run:\n${finding.output}`;
  }
}

const lineOf = ({ fault, finding, seconds }: Row): string =>
  `${finding.kind === 'found' ? '✓' : '✗'} ${fault.name}: ${fault.defect} | ${describe(finding)} | ${seconds.toFixed(1)} s`;

async function main(): Promise<number> {
  const gone = faults.flatMap(misfits);
  if (gone.length > 0)
    throw new Error(`${gone.join('\n')}\nThe code has changed there: change the fault, too`);
  if (faults.length === 0) throw new Error(`no fault has the name ${values.only?.join(' or ')}`);
  // Somebody may be working on this machine.
  setPriority(constants.priority.PRIORITY_LOW);
  await using stack = new AsyncDisposableStack();
  const copies = await Promise.all(Array.from({ length: workers }, () => copyProject()));
  for (const copy of copies) stack.use(copy);
  if (copies[0] !== undefined) await checkUnchanged(copies[0]);
  const queue = [...faults];
  const rows: Row[] = [];
  const work = async (copy: PatchedCopy): Promise<void> => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      rows.push(await plant(copy, fault));
    }
  };
  await Promise.all(copies.map(work));
  const missed = rows.filter(({ finding }) => finding.kind !== 'found');
  console.log(`\n${rows.length - missed.length} of ${rows.length} planted faults found`);
  for (const row of missed) console.error(lineOf(row));
  return missed.length === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`npm run test:mutants: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
