/** Who checks callers in front of the app. Apart from access.ts, because registering the functions needs it at once. */

/** `keys`: the host checks function keys. `platform`: App Service Authentication is on in front of the app. */
export type Authentication = 'keys' | 'platform';

/** The platform's variable is `True` when authentication is on; anything else fails closed. */
export const authenticationOf = (authEnabled: string | undefined): Authentication =>
  authEnabled?.toLowerCase() === 'true' ? 'platform' : 'keys';
