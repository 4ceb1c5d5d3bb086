/**
 * `npm run test:mutants`: plants one fault after another into a copy of the project, and checks that each is found.
 * `-- --only NAME` takes one fault, `--by tests` or `--by simulation` one kind of finder, `--seeds COUNT` other than 1,000.
 */
import { availableParallelism, constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { allFaults } from './faults/all-faults.ts';
import { type Finding, findBySimulation, findByTests } from './finders.ts';
import { copyProject, misfits, type PatchedCopy } from './patched-copy.ts';
import type { PlantedFault } from './planted-fault.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    by: { type: 'string', default: 'tests and simulation' },
    seeds: { type: 'string', default: '1000' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});
const seeds = Number(values.seeds);
const [byTests, bySimulation] = [values.by.includes('tests'), values.by.includes('simulation')];
const faults = allFaults.filter(({ name }) => values.only?.includes(name) ?? true);
interface Row {
  readonly fault: PlantedFault;
  readonly finding: Finding;
  readonly seconds: number;
}

/** Otherwise whatever finds the faults would find them everywhere. */
async function checkUnchanged({ folder }: PatchedCopy): Promise<void> {
  const tests = [...new Set(faults.flatMap(({ test }) => test ?? []))];
  const finding = tests.length === 0 ? undefined : await findByTests(folder, tests);
  if (finding === undefined || finding.kind === 'survived') return;
  throw new Error(`something is found without a fault: ${describe(finding)}`);
}

/** Both kinds of finders try; one has to find the fault. */
async function plant(copy: PatchedCopy, fault: PlantedFault): Promise<readonly Row[]> {
  const { test, beyondSimulation } = fault;
  const finders = [
    ...(byTests && test !== undefined
      ? [() => copy.with(fault, () => findByTests(copy.folder, [test]))]
      : []),
    ...(bySimulation && beyondSimulation === undefined ? [() => simulate(copy, fault)] : []),
  ];
  const rows: Row[] = [];
  for (const find of finders) {
    const began = performance.now();
    const finding = await find();
    const row = { fault, finding, seconds: (performance.now() - began) / 1_000 };
    console.log(lineOf(row));
    rows.push(row);
  }
  return rows;
}

/** Seeds from 1 on, so that a fault is found by the same seed again; one that breaks a promise without it says nothing. */
async function simulate(copy: PatchedCopy, fault: PlantedFault): Promise<Finding> {
  for (let first = 1; first <= seeds;) {
    const from = first;
    const finding = await copy.with(fault, () => findBySimulation(copy.folder, from, seeds - from + 1));
    if (finding.kind !== 'found' || finding.seed === undefined) return finding;
    const without = await findBySimulation(copy.folder, finding.seed, 1);
    if (without.kind === 'survived') return finding;
    console.error(`without a fault, ${describe(without)}`);
    first = finding.seed + 1;
  }
  return { kind: 'survived' };
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

/** One finder that finds a fault is enough. One that could not run says nothing, and that must not pass for a success. */
function report(rows: readonly Row[]): number {
  const found = rows.filter(({ finding }) => finding.kind === 'found');
  const bySeed = new Set(found.filter(({ finding }) => 'seed' in finding).map(({ fault }) => fault));
  const all = new Set(found.map(({ fault }) => fault));
  const missed = faults.filter((fault) => !all.has(fault));
  const broken = rows.filter(({ finding }) => finding.kind === 'broken');
  console.log(
    `\n${faults.length} planted faults: ${bySeed.size} found by the simulation, ${all.size - bySeed.size} by a named test only, ${missed.length} not found`,
  );
  for (const row of broken) console.error(lineOf(row));
  for (const { name, defect } of missed) console.error(`NOT FOUND: ${name}: ${defect}`);
  return missed.length + broken.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const gone = faults.flatMap(misfits);
  if (gone.length > 0)
    throw new Error(`${gone.join('\n')}\nThe code has changed there: change the fault, too`);
  if (faults.length === 0) throw new Error(`no fault has the name ${values.only?.join(' or ')}`);
  // Somebody may be working on this machine.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  await using stack = new AsyncDisposableStack();
  const count = Math.min(Number(values.workers), faults.length);
  const copies = await Promise.all(Array.from({ length: count }, () => copyProject()));
  for (const copy of copies) stack.use(copy);
  if (byTests && copies[0] !== undefined) await checkUnchanged(copies[0]);
  const queue = [...faults];
  const rows: Row[] = [];
  const work = async (copy: PatchedCopy): Promise<void> => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      rows.push(...(await plant(copy, fault)));
    }
  };
  await Promise.all(copies.map(work));
  return report(rows);
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`npm run test:mutants: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
