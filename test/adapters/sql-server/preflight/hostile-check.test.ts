/** A check of the connection against servers that answer its questions badly, or not at all. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { infoToken } from '../../../../local/sql-server/tds/tokens.ts';
import { createProcedureRunner } from '../../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../../src/adapters/system/clock.ts';
import { milliseconds, seconds } from '../../../../src/core/time/time.ts';
import type { Clock } from '../../../../src/ports.ts';
import { runnerParts } from '../support/attempt.ts';
import {
  type HostileClient,
  type HostileServer,
  startHostileServer,
  unfinished,
} from '../support/hostile-server.ts';
import { variablesFor } from '../../../../local/sql-server/variables.ts';

let server: HostileServer;
afterEach(() => server.close());

let asked = Promise.withResolvers<void>();
beforeEach(() => {
  asked = Promise.withResolvers<void>();
});

/** The deadline of a check, and nothing else, comes soon after the first question. */
const hasty: Clock = {
  ...systemClock,
  sleep: async (duration, signal) => {
    if (duration !== seconds(18)) return systemClock.sleep(duration, signal);
    await asked.promise;
    return systemClock.sleep(milliseconds(200), signal);
  },
};

async function startAnswering(answer: (client: HostileClient) => void) {
  server = await startHostileServer({
    request: (client, { kind }) => {
      if (kind !== 'question' && kind !== 'other') return false;
      asked.resolve();
      return answer(client);
    },
  });
  return createProcedureRunner(
    runnerParts(hasty, {
      ...variablesFor({ port: server.port, user: 'app', password: 'secret' }),
      SQL_CONNECT_TIMEOUT_SECONDS: '60',
    }),
  );
}

const chatter = infoToken({ number: 5701, state: 2, class: 0, message: 'x'.repeat(300) });

it.each<readonly [string, (client: HostileClient) => void]>([
  ['are never answered', () => {}],
  ['are answered byte by byte', (client) => client.drip(unfinished(chatter))],
  ['are answered without end', (client) => client.flood(chatter)],
])('questions that %s end with the check, which tells the rest', async (_, answer) => {
  const runner = await startAnswering(answer);
  const facts = await runner.inspect();
  expect(facts).toMatchObject({ login: { kind: 'done' }, session: { clock: { kind: 'unknown' } } });
  await expect.poll(() => server.open(), { interval: 5 }).toBe(0);
  expect(server.sent()).toBeLessThan(100 * 1_024 * 1_024);
});

it('checks at the same time are one', async () => {
  const runner = await startAnswering(() => {});
  const all = await Promise.all(Array.from({ length: 5 }, () => runner.inspect()));
  expect(new Set(all).size).toBe(1);
  // One to see that the port is open, then the two logins of the driver's pool.
  expect(server.connections()).toBe(3);
});
