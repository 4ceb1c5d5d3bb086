/**
 * Runs in a copy: simulates so many seeds, from the first on, until a promise is broken. The last line says what was found,
 * as JSON; the exit code is 1 then.
 */
import { simulate } from '../simulation/simulate.ts';

const [first = 1, count = 0] = process.argv.slice(2).map(Number);

/** A fault may also make the shipped code throw where it never does. */
async function broken(seed: number): Promise<string | undefined> {
  try {
    const { violation } = await simulate(seed);
    return violation && `${violation.claim}: ${violation.message}`;
  } catch (error) {
    return `it threw: ${String(error)}`;
  }
}

for (let seed = first; seed < first + count; seed += 1) {
  const how = await broken(seed);
  if (how === undefined) continue;
  console.log(JSON.stringify({ seed, how }));
  // What the simulation left waiting would keep the process alive.
  process.exit(1);
}
