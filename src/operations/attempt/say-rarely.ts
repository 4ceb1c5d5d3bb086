/**
 * For what every tick finds again: said once per change, and then every 5 minutes. Remembered by this process alone,
 * which costs no round trip: a new process says it once more.
 */
import { minutes } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';

const again = minutes(5);

interface Said {
  readonly about: string;
  readonly at: number;
}

const lastSaid = new WeakMap<World, Said>();

/** Whether it is time to say this again. `about` names the run and what is the matter with it. */
export function isTimeToSay(world: World, about: string): boolean {
  const now = world.clock.monotonic();
  const last = lastSaid.get(world);
  if (last?.about === about && now - last.at < again) return false;
  lastSaid.set(world, { about, at: now });
  return true;
}
