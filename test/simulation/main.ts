/** `npm run simulate -- --seeds 10000`: simulates as long as one likes; a failure is shrunk and can be repeated. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { shrink } from './shrink.ts';
import { type Result, simulate } from './simulate.ts';
import { compareYear } from './year/compare-year.ts';

interface Part {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}
type Told = Omit<Result, 'violation'> & {
  readonly broken: { readonly claim: string; readonly how: string } | undefined;
};

const usage =
  'npm run simulate -- [--seeds COUNT] [--seed FIRST] [--workers COUNT] [--events 3,7,12 (with --seed)] [--trace] | --year [--days 365] [--samples 10000] [--seed SEED]';

async function work({ first, step, count }: Part): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { violation, ...result } = await simulate(first + index * step);
    const told: Told = { ...result, broken: violation && { claim: violation.claim, how: violation.message } };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node has no origin
    parentPort?.postMessage(told);
  }
}

async function explain({ seed, planned, broken }: Told): Promise<void> {
  console.log(`\nSeed ${seed} breaks "${broken?.claim}": ${broken?.how}\nLooking for the smallest plan ...`);
  const events = await shrink(seed, broken?.claim ?? '', planned);
  await simulate(seed, { events, tell: (line) => console.log(line) });
  console.log(
    `\nRepeat it: npm run simulate -- --seed ${seed} --events ${events.join(',') || 'none'} --trace`,
  );
}

function runAll(first: number, seeds: number, workers: number): Promise<readonly Told[]> {
  const results: Told[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<readonly Told[]>();
  let working = workers;
  const threads = Array.from({ length: workers }, (_, index) => {
    const count = Math.ceil((seeds - index) / workers);
    return new Worker(new URL(import.meta.url), {
      workerData: { first: first + index, step: workers, count },
    });
  });
  for (const thread of threads) {
    thread.on('message', (told: Told) => {
      results.push(told);
      if (results.length % 1_000 === 0) console.log(`${results.length} of ${seeds} seeds`);
      if (told.broken === undefined) return;
      for (const each of threads) void each.terminate();
      resolve(results);
    });
    thread.on('error', reject);
    thread.on('exit', () => {
      working -= 1;
      if (working === 0) resolve(results);
    });
  }
  return promise;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
      seed: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
      events: { type: 'string' },
      trace: { type: 'boolean', default: false },
      year: { type: 'boolean', default: false },
      days: { type: 'string', default: '365' },
      samples: { type: 'string', default: '10000' },
    },
  });
  const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
  if (values.year) {
    const agreed = await compareYear(first, Number(values.days), Number(values.samples));
    process.exitCode = agreed ? 0 : 1;
    return;
  }
  if (values.trace) {
    const events = values.events?.split(',').map(Number);
    const { violation } = await simulate(first, { events, tell: (line) => console.log(line) });
    process.exitCode = violation === undefined ? 0 : 1;
    return;
  }
  const seeds = values.seed === undefined || process.argv.includes('--seeds') ? Number(values.seeds) : 1;
  if (![first, seeds].every((each) => Number.isSafeInteger(each) && each > 0)) {
    console.error(`expected whole numbers above 0: ${usage}`);
    process.exitCode = 2;
    return;
  }
  const began = performance.now();
  const results = await runAll(first, seeds, Math.min(seeds, Number(values.workers)));
  const took = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage();
  const cpu = (user + system) / 1_000_000;
  const sum = (of: (told: Told) => number): number => results.reduce((total, each) => total + of(each), 0);
  const days = sum(({ lasted }) => lasted) / 86_400_000;
  const least = Math.min(...results.map(({ steps }) => steps));
  console.log(
    `${results.length} seeds from ${first} on, ${sum(({ steps }) => steps)} steps (${least} at least in each), ${sum(({ runs }) => runs)} runs, ${sum(({ calls }) => calls)} calls of the procedure, ${days.toFixed(1)} days in ${took.toFixed(0)} s, ${cpu.toFixed(0)} s of CPU: ${(days / took).toFixed(2)} simulated days per second, ${(days / cpu).toFixed(2)} per second of CPU`,
  );
  const failed = results.find(({ broken }) => broken !== undefined);
  if (failed === undefined) return console.log('No promise was broken.');
  process.exitCode = 1;
  await explain(failed);
}

if (isMainThread) await main();
else await work(workerData as Part);
