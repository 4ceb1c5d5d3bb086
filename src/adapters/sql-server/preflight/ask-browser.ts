/** Asks SQL Server Browser on UDP 1434 which port a named instance has (MC-SQLR: CLNT_UCAST_EX and SVR_RESP). */
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { InstanceStep } from '../../../core/preflight/preflight-facts.ts';
import { type Patience, stopwatch, within } from './reach-server.ts';

const browserPort = 1434;
/** Asks for all instances, so that a wrong name can be told from a server that does not answer. */
const listInstances = Buffer.from([0x02]);
const responseHeader = 3;

export async function askBrowser(
  address: string,
  instance: string,
  patience: Patience,
  port = browserPort,
): Promise<InstanceStep> {
  const elapsed = stopwatch(patience.clock);
  const answer = await listOf(address, port, patience);
  const took = elapsed();
  return answer === undefined ? { kind: 'silent', took } : readAnswer(answer, instance, took);
}

async function listOf(address: string, port: number, patience: Patience): Promise<string | undefined> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    socket.once('message', (message) => resolve(message.toString('latin1', responseHeader)));
    socket.once('error', () => resolve(undefined));
    socket.send(listInstances, port, address);
    const ended = await within(patience, promise);
    return ended === 'timeout' ? undefined : ended;
  } finally {
    socket.close();
  }
}

function readAnswer(answer: string, instance: string, took: InstanceFound['took']): InstanceStep {
  const instances = answer
    .split(';;')
    .map((entry) => entry.split(';'))
    .map((parts) => new Map(parts.flatMap((key, at) => (at % 2 === 0 ? [[key, parts[at + 1] ?? '']] : []))))
    .filter((entry) => entry.has('InstanceName'));
  const found = instances.find((each) => each.get('InstanceName')?.toUpperCase() === instance.toUpperCase());
  if (found === undefined) {
    return { kind: 'unlisted', instances: instances.map((each) => each.get('InstanceName') ?? '') };
  }
  const port = Number(found.get('tcp'));
  return Number.isInteger(port) && port > 0 && port < 65_536
    ? { kind: 'found', port, took }
    : { kind: 'without_tcp' };
}

type InstanceFound = Extract<InstanceStep, { readonly kind: 'found' }>;
