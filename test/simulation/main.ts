/** `npm run simulate`: as many seeds as one likes. */
import { simulate } from './simulate.ts';
const [from = '1', count = '20', mode = ''] = process.argv.slice(2);
const began = performance.now();
let steps = 0, lasted = 0, calls = 0, bad = 0;
for (let seed = Number(from); seed < Number(from) + Number(count); seed += 1) {
  const result = await simulate(seed, undefined, mode === 'trace' ? (line) => console.log(line) : undefined);
  steps += result.steps; lasted += result.lasted; calls += result.calls;
  if (result.violation !== undefined) { bad += 1; console.log(`seed ${seed}: ${result.violation.claim}: ${result.violation.message}`); }
}
const took = (performance.now() - began) / 1000;
console.log({ steps, days: lasted / 86_400_000, calls, bad, took, perStep: took / steps * 1e6, daysPerSecond: lasted / 86_400_000 / took });
