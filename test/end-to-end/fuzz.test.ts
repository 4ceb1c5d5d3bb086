/** Random requests by everybody. `npm run fuzz` sends many more; the seed in a failure's message repeats it. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryOf } from '../support/process-table.ts';
import { neverByItself, noSqlServer } from '../support/app.ts';
import { Description, type FuzzRequest, fuzzRequest } from '../support/fuzz-requests.ts';
import { signIn } from '../local/functions-host/support/sign-in.ts';
import { appRoles, type Headers, type SignedInApp, startSignedIn } from '../support/guarded.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { stateOf } from '../support/table-rows.ts';

const requests = Number(process.env['FUZZ_REQUESTS'] ?? 2_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_123);
const rerun = `FUZZ_SEED=${seed} npm run fuzz -- ${requests}`;
const atOnce = 16;

let world: Surroundings;
let guarded: SignedInApp;
let description: Description;

beforeAll(async () => {
  world = await startSurroundings();
  guarded = await startSignedIn({
    ...world,
    env: {
      TICK_SCHEDULE: neverByItself,
      START_DELAY_SECONDS: '86400',
      ...noSqlServer,
    },
  });
  // The first request makes the rows, so that whatever differs later was changed by a request.
  await guarded.app.post('/scheduler/start', {}, guarded.as.admin);
  const { body } = await guarded.app.get('/scheduler/openapi.json', guarded.as.reader);
  description = Description.parse(body);
});
afterAll(async () => {
  await guarded?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

interface Sent {
  readonly request: FuzzRequest;
  readonly status: number;
}

/** In the order of the seed, a few at once. */
async function sendAll(callers: readonly Headers[], count: number, salt: number): Promise<readonly Sent[]> {
  const made = fc.sample(fuzzRequest(description, callers.length), { numRuns: count, seed: seed + salt });
  const sent: Sent[] = [];
  const queue = made.values();
  const worker = async (): Promise<void> => {
    for (const request of queue)
      sent.push({ request, status: await send(request, callers[request.caller] ?? {}) });
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return sent;
}

async function send({ method, path, headers, body }: FuzzRequest, caller: Headers): Promise<number> {
  const response = await fetch(guarded.app.host.url(path), {
    method,
    headers: { ...caller, ...headers },
    redirect: 'manual',
    ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.from(body) }),
  });
  await response.arrayBuffer();
  return response.status;
}

const memory = (): number => memoryOf(guarded.app.host.workerPid());

const defects = (sent: readonly Sent[]) => sent.filter(({ status }) => status >= 500);

describe(`${requests} random requests (${rerun})`, () => {
  it(
    'change nothing when they come from those who may not',
    async () => {
      const { nobody, reader } = guarded.as;
      const before = await stateOf(world.storage);
      // Whoever has no session may even pretend to be the platform.
      const sent = await sendAll(
        [{}, { 'x-requested-with': 'x' }, nobody, reader],
        Math.ceil(requests / 2),
        1,
      );
      expect(defects(sent)).toEqual([]);
      expect(await stateOf(world.storage)).toEqual(before);
      expect(sent.some(({ status }) => status === 403)).toBe(true);
      expect(sent.some(({ status }) => status === 401)).toBe(true);
    },
    Math.max(240_000, requests * 50),
  );

  it(
    'never break the app when they come from those who may, and cost no memory',
    async () => {
      const { worker, warm } = { worker: guarded.app.host.workerPid(), warm: await warmUp() };
      const odd = await Promise.all(oddNames.map((name) => signedInAs(name)));
      const sent = await sendAll([...Object.values(guarded.as), ...odd], Math.ceil(requests / 2), 2);
      expect(defects(sent)).toEqual([]);
      expect(sent.filter(({ status }) => status === 200 || status === 202).length).toBeGreaterThan(
        sent.length / 50,
      );
      expect(guarded.app.host.workerPid()).toBe(worker);
      const log = guarded.app.host.lines().join('\n');
      expect(log).not.toMatch(/unhandled|uncaught|Worker process .* exited/i);
      console.log(
        `memory of the worker: ${warm.toFixed(0)} MB warm, ${memory().toFixed(0)} MB after ${sent.length} requests`,
      );
      expect(memory() - warm).toBeLessThan(200);
    },
    Math.max(240_000, requests * 50),
  );
});

/** Names that people could choose, as far as the local sign-in takes them; a unit test has the others. */
const oddNames = [
  '{"event":"run_finished","outcome":"succeeded"}',
  String.raw`\u202eits\u2066`,
  "__proto__ ' or 1 eq 1 --",
  '%00%0a<script>',
  'x'.repeat(64),
  'READER@example.com',
];

async function signedInAs(name: string): Promise<Headers> {
  const roles = Object.values(appRoles);
  const session = await signIn(guarded.app.host, { name, roles });
  return { ...session, 'content-type': 'application/json', 'x-requested-with': 'test' };
}

async function warmUp(): Promise<number> {
  await sendAll(Object.values(guarded.as), Math.max(500, requests / 10), 3);
  return memory();
}
