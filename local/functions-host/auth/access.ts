/** The access checks of each mode. */
import type { AppSettings } from '../app-settings.ts';
import type { HostLog } from '../host-log.ts';
import { createEasyAuth, type EasyAuth } from './easy-auth.ts';
import { openKeys, type Keys } from './keys.ts';
import type { AuthMode } from './mode.ts';

export interface Access {
  /** Undefined: no key is required. */
  readonly keys: Keys | undefined;
  readonly easyAuth: EasyAuth | undefined;
}

/** Keys and sign-in are independent, as on Azure: with both, a request must pass both. */
export function openAccess(
  { auth, keysFile }: { readonly auth: AuthMode; readonly keysFile: string },
  functions: readonly { readonly name: string }[],
  settings: AppSettings,
  log: HostLog,
): Access {
  if (auth === 'none') return { keys: undefined, easyAuth: undefined };
  const keys = openKeys(
    keysFile,
    functions.map(({ name }) => name),
  );
  log.host('information', `Function keys are required; they are in ${keysFile}`);
  return { keys, easyAuth: auth === 'entra' ? createEasyAuth(settings) : undefined };
}
