import { describe, expect, it } from 'vitest';
import { usualPatience } from '../../../src/adapters/table-storage/table-requests.ts';
import { seconds, toSeconds } from '../../../src/core/time/time.ts';
import type { Clock } from '../../../src/ports.ts';
import type { ProxyFault } from '../../support/table-proxy.ts';
import { sampleRows, sampleWaitingRun } from '../../support/sample-records.ts';
import { initialised, ready } from '../../support/store-contract/rows.ts';
import { useProxy } from './behind-proxy.ts';
import { makeStore, shortPatience } from './fixture.ts';

const { proxy, store, foreign, clock, table } = useProxy();
const everything = 1_000;

const passing: readonly ProxyFault[] = [
  { kind: 'answer', status: 503, code: 'ServerBusy' },
  { kind: 'answer', status: 429, code: 'TooManyRequests' },
  { kind: 'answer', status: 500, code: 'OperationTimedOut' },
  { kind: 'answer', status: 408, code: 'RequestTimeout' },
];

describe.each(passing)('a service that answers $status', (fault) => {
  it('is waited out by reads and writes', async () => {
    await initialised(foreign());
    proxy().script({ fault, times: 4 });
    const { versions: base, state } = await ready(store());
    proxy().script({ fault, times: 4 });
    const run = sampleWaitingRun();
    expect((await store().commit({ base, state, run })).kind).toBe('committed');
    expect(await foreign().findRun(run.id)).toEqual(run);
    expect(clock().sleeps).toHaveLength(8);
  });

  it('is given up on after five attempts, with an explanation', async () => {
    proxy().script({ fault, times: everything });
    await expect(store().read()).rejects.toThrow(
      /could not read the control rows of spJamkerja in table T\w+ at http:\/\/127\.0\.0\.1:\d+\/devstoreaccount1 \(attempt 5 of 5\): the service answered \d+ \w+: faked/,
    );
    expect(proxy().requests).toHaveLength(5);
  });
});

describe('waiting for a busy service', () => {
  it('takes longer each time, up to a limit, when the service asks for nothing', async () => {
    proxy().script({ fault: { kind: 'answer', status: 503, code: 'ServerBusy' }, times: everything });
    await expect(store().read()).rejects.toThrow('throttling');
    expect(clock().sleeps).toHaveLength(4);
    clock().sleeps.forEach((sleep, index) => {
      expect(sleep).toBeGreaterThanOrEqual(125 * 2 ** index);
      expect(sleep).toBeLessThanOrEqual(250 * 2 ** index);
    });
  });

  it('takes as long as the service asks for', async () => {
    const fault = { kind: 'answer', status: 429, code: 'TooManyRequests', retryAfter: '7' } as const;
    proxy().script({ fault, times: 2 });
    await store().read();
    expect(clock().sleeps).toEqual([7_000, 7_000]);
  });

  it('is left to the caller when the service asks for too long', async () => {
    const fault = { kind: 'answer', status: 503, code: 'ServerBusy', retryAfter: '3600' } as const;
    proxy().script({ fault });
    await expect(store().read()).rejects.toThrow('503');
    expect(clock().sleeps).toEqual([]);
  });

  it('happens too when a transaction is accepted outside and refused as busy inside', async () => {
    const { versions: base, state } = await initialised(foreign());
    const run = sampleWaitingRun();
    proxy().script({ fault: { kind: 'answer_inside_batch', status: 503, code: 'ServerBusy' }, times: 3 });
    expect((await store().commit({ base, state, run })).kind).toBe('committed');
    expect(await foreign().findRun(run.id)).toEqual(run);
  });
});

describe('a service that says nothing', () => {
  it('is asked again, and a later answer is good', async () => {
    await initialised(foreign());
    const { connectionString } = proxy();
    const impatient = await makeStore({ connectionString, table: table(), patience: shortPatience });
    proxy().script({ fault: { kind: 'mute' }, times: 2 });
    expect((await impatient.read()).kind).toBe('ready');
  });

  it('does not hang a heartbeat: the time limit of each attempt holds, and the error says so', async () => {
    const { versions: base, lease } = await initialised(foreign());
    const { connectionString } = proxy();
    const patience = { ...shortPatience, attempts: 2 };
    const impatient = await makeStore({ connectionString, table: table(), patience });
    proxy().script({ fault: { kind: 'mute' }, times: everything });
    await expect(impatient.commit({ base, lease })).rejects.toThrow(
      `no answer within ${toSeconds(shortPatience.attemptLimit)} seconds`,
    );
    expect(proxy().requests).toHaveLength(2);
  });

  it('is waited for much less time than the lease lasts, over all attempts', () => {
    const { attempts, attemptLimit, longestDelay } = usualPatience;
    expect(attempts * attemptLimit + (attempts - 1) * longestDelay).toBeLessThan(
      seconds(150) - seconds(3 * 20),
    );
  });
});

describe('a service that is down', () => {
  it('gives an error that names what was tried, where, and what to do', async () => {
    await proxy().down();
    try {
      await expect(store().initialise(sampleRows)).rejects.toThrow(
        /could not write control-config, control-lease, control-state of spJamkerja in table T\w+ at http:.*ECONNREFUSED.*that the storage is running/,
      );
    } finally {
      await proxy().up();
    }
  });

  it('is found again as soon as it is back', async () => {
    await initialised(store());
    await proxy().down();
    await expect(store().read()).rejects.toThrow('ECONNREFUSED');
    await proxy().up();
    expect((await store().read()).kind).toBe('ready');
  });

  it('is found again within one call when it comes back while that waits', async () => {
    await initialised(foreign());
    const sleep: Clock['sleep'] = (duration, signal) =>
      signal === undefined ? proxy().up() : clock().sleep(duration, signal);
    const { connectionString } = proxy();
    const patient = await makeStore({ connectionString, table: table(), clock: { ...clock(), sleep } });
    await proxy().down();
    expect((await patient.read()).kind).toBe('ready');
  });
});

describe('a refusal', () => {
  it.each([
    [403, 'AuthorizationPermissionMismatch', 'role "Storage Table Data Contributor"'],
    [403, 'AuthorizationFailure', 'network rules'],
    [403, 'AuthenticationFailed', 'account key or SAS in AzureWebJobsStorage'],
    [403, 'KeyBasedAuthenticationNotPermitted', 'AzureWebJobsStorage__accountName'],
    [403, 'SomethingNew', 'role "Storage Table Data Contributor"'],
    [409, 'TableBeingDeleted', 'being deleted'],
    [400, 'InvalidInput', 'Table service error codes'],
    [501, 'NotImplemented', 'NotImplemented'],
  ])('%i %s is not repeated and says what to do: %s', async (status, code, words) => {
    const { versions: base, state } = await initialised(foreign());
    proxy().script({ fault: { kind: 'answer', status, code }, times: everything });
    const run = sampleWaitingRun();
    await expect(store().read()).rejects.toThrow(words);
    await expect(store().commit({ base, state, run })).rejects.toThrow(words);
    await expect(store().purge(run.createdAt, 10)).rejects.toThrow(`${status} ${code}`);
    expect(proxy().requests).toHaveLength(3);
  });

  it('does not show the key or the signature', async () => {
    const sas = await makeStore({
      connectionString: `TableEndpoint=${/http:[^;]+/.exec(proxy().connectionString)?.[0]};SharedAccessSignature=sv=2019&sig=geheim`,
      table: table(),
    });
    const error: unknown = await sas.read().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain('could not read the control rows');
    expect(String(error)).not.toContain('geheim');
  });

  it('of the creation of the table is an error, not an empty table', async () => {
    const fault = { kind: 'answer', status: 403, code: 'AuthorizationPermissionMismatch' } as const;
    proxy().script({ fault, match: (request) => request.path === '/Tables' });
    await expect(store().read()).rejects.toThrow(/could not create the table/);
  });

  it('of a table that is still being deleted is an error that says what happens next', async () => {
    const fault = { kind: 'answer', status: 409, code: 'TableBeingDeleted' } as const;
    proxy().script({ fault, match: (request) => request.path === '/Tables' });
    await expect(store().initialise(sampleRows)).rejects.toThrow(/the next tick creates it anew/);
  });
});
