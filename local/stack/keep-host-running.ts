/** Runs the Functions host until something ends the stack, and starts it again when it dies by itself. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Child } from './child.ts';
import type { HostKind } from './choose-host.ts';

export interface HostDuty {
  readonly kind: HostKind;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  /** Said when the host listens for the first time. */
  readonly greeting: () => string;
  /** Processes that the host cannot do without. */
  readonly services: readonly Child[];
  /** Resolves with the reason to stop. */
  readonly ended: Promise<string>;
}

export async function keepHostRunning(duty: HostDuty): Promise<void> {
  const { kind, port, env, print, services, ended } = duty;
  const serviceEnded = Promise.race(
    services.map(async (child) => `${child.name} exited: ${await child.exited}`),
  );
  for (let starts = 1; ; starts += 1) {
    const host = kind.start(port, env, print);
    const greeting = starts === 1 ? duty.greeting : () => 'The Functions host is back.';
    const event = await Promise.race([ended, serviceEnded, greet(host, duty, greeting)]);
    if (event !== 'host ended') {
      print(`\n${event}: stopping everything ...`);
      await host.stop(kind.endSignal, 7_000);
      if (event.includes('exited:')) process.exitCode = 1;
      return;
    }
    print(`\n⚠️  The Functions host exited (${await host.exited}); restarting it in a second ...`);
    await wait(1_000);
  }
}

/** Resolves with `host ended` when the host exits. */
async function greet(host: Child, { port, print }: HostDuty, greeting: () => string): Promise<string> {
  try {
    await host.listening(port);
    print(greeting());
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
  }
  await host.exited;
  return 'host ended';
}
