/** What stands between a request and a function in each mode. */
import type { HostLog } from '../host-log.ts';
import { createEasyAuth, type EasyAuth } from './easy-auth.ts';
import { openKeys, type Keys } from './keys.ts';
import type { AuthMode } from './mode.ts';

export interface Access {
  /** Without keys, none are asked for. */
  readonly keys: Keys | undefined;
  readonly easyAuth: EasyAuth | undefined;
}

/** Keys and sign-in are independent layers, as on Azure: with both, a request has to pass both. */
export function openAccess(
  mode: AuthMode,
  keysFile: string,
  functionNames: readonly string[],
  log: HostLog,
): Access {
  if (mode === 'none') return { keys: undefined, easyAuth: undefined };
  const keys = openKeys(keysFile, functionNames);
  log.host('information', `Function keys are enforced; they are in ${keysFile}`);
  return { keys, easyAuth: mode === 'entra' ? createEasyAuth() : undefined };
}
