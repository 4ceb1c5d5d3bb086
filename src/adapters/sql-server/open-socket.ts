/**
 * Opens the TCP connections for the driver. Its own way would still connect after it was closed, and nobody could tell
 * which host a redirection led to. Every socket ends with the signal.
 */
import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';

export interface Destination {
  readonly host: string;
  readonly port: number;
}

/** What the driver calls for the first connection of a login and after each redirection; its types hide the arguments. */
export type OpenSocket = (to: Destination, lookup: unknown, signal: AbortSignal) => Promise<Socket>;

/** As many as Microsoft's drivers try at once. */
const mostAddresses = 64;

/** `atOnce`: tries all addresses at the same time, for the listener of an availability group. */
export async function openSocket(
  { host, port }: Destination,
  signal: AbortSignal,
  atOnce: boolean,
  resolved: () => void,
): Promise<Socket> {
  const addresses = await addressesOf(host, signal);
  signal.throwIfAborted();
  resolved();
  const socket = await (atOnce ? openFirst : openInTurn)(addresses, port, signal);
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  return socket;
}

async function addressesOf(host: string, signal: AbortSignal): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  if (host === '') throw new Error('the server redirected the login without naming a server');
  const found = await unlessAborted(signal, lookup(host, { all: true }));
  return found.slice(0, mostAddresses).map(({ address }) => address);
}

async function openInTurn(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  const failures: unknown[] = [];
  for (const address of addresses) {
    try {
      return await openOne(address, port, signal);
    } catch (error) {
      signal.throwIfAborted();
      failures.push(error);
    }
  }
  throw failures.length === 1
    ? failures[0]
    : new AggregateError(failures, 'Could not connect to any address');
}

async function openFirst(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  const won = new AbortController();
  const either = AbortSignal.any([signal, won.signal]);
  const opening = addresses.map((address) => openOne(address, port, either));
  const first = await Promise.any(opening);
  won.abort();
  for (const each of opening) {
    each.then(
      (socket) => (socket === first ? undefined : socket.destroy()),
      () => {},
    );
  }
  return first;
}

async function openOne(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const socket = connect({ host, port });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once('connect', resolve);
  socket.once('error', reject);
  try {
    await unlessAborted(signal, promise);
    return socket;
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw error;
  } finally {
    socket.off('error', reject);
  }
}

async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
