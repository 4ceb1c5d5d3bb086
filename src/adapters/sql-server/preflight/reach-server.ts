/** The way to the server before anything of SQL is sent: its addresses, and whether a TCP port answers. */
import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import type { NameStep, PortStep } from '../../../core/preflight/preflight-facts.ts';
import { type DurationMs, milliseconds } from '../../../core/time/time.ts';
import type { Clock } from '../../../ports.ts';

/** How long a step may take, and what ends it early. */
export interface Patience {
  readonly clock: Clock;
  readonly limit: DurationMs;
  readonly signal: AbortSignal;
}

/** How long a step takes, by the monotonic clock: the other one may be set meanwhile. */
export function stopwatch(clock: Clock): () => DurationMs {
  const began = clock.monotonic();
  return () => milliseconds(Math.round(clock.monotonic() - began));
}

export async function resolveName(host: string, patience: Patience): Promise<NameStep> {
  if (isIP(host) !== 0) return { kind: 'address', addresses: [host] };
  const { clock } = patience;
  const elapsed = stopwatch(clock);
  try {
    const found = await within(patience, lookup(host, { all: true }));
    const took = elapsed();
    if (found === 'timeout') return { kind: 'failed', reason: 'ETIMEOUT', took };
    return { kind: 'resolved', addresses: [...new Set(found.map(({ address }) => address))], took };
  } catch (error) {
    return { kind: 'failed', reason: codeOf(error), took: elapsed() };
  }
}

/** Tries each address until one answers, as the driver does. */
export async function openPort(
  addresses: readonly string[],
  port: number,
  patience: Patience,
): Promise<PortStep> {
  const { clock } = patience;
  const elapsed = stopwatch(clock);
  const failures: string[] = [];
  for (const address of addresses) {
    const failure = await tryPort(address, port, patience);
    const took = elapsed();
    if (failure === undefined) return { kind: 'open', address, port, took };
    failures.push(failure);
    if (patience.signal.aborted || took >= patience.limit) break;
  }
  const took = elapsed();
  // A refusal tells most: somebody is there.
  const reason = failures.find((each) => each === 'ECONNREFUSED') ?? failures[0] ?? 'ETIMEDOUT';
  return { kind: kindOf(reason), port, reason, took };
}

function kindOf(reason: string): 'refused' | 'silent' | 'unreachable' {
  if (reason === 'ECONNREFUSED') return 'refused';
  return reason === 'ETIMEDOUT' ? 'silent' : 'unreachable';
}

/** The code of the failure; undefined when the port is open. */
async function tryPort(address: string, port: number, patience: Patience): Promise<string | undefined> {
  const socket = connect({ host: address, port });
  try {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    socket.once('connect', () => resolve(undefined));
    socket.once('error', (error) => resolve(codeOf(error)));
    const ended = await within(patience, promise);
    return ended === 'timeout' ? 'ETIMEDOUT' : ended;
  } finally {
    socket.on('error', () => {});
    socket.destroy();
  }
}

export async function within<T>(
  { clock, limit, signal }: Patience,
  work: Promise<T>,
): Promise<T | 'timeout'> {
  const settled = new AbortController();
  const timeout = clock
    .sleep(limit, AbortSignal.any([signal, settled.signal]))
    .then((): 'timeout' => 'timeout');
  try {
    return await Promise.race([work, timeout]);
  } finally {
    settled.abort();
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
