/** Who authenticates callers in front of the app. A file of its own, because registering the functions must stay light. */

/** `keys`: the host checks function keys. `platform`: App Service Authentication is on in front of the app. */
export type Authentication = 'keys' | 'platform';

/** The platform's variable is `True` when authentication is on; anything else fails closed. */
export const authenticationOf = (authEnabled: string | undefined): Authentication =>
  authEnabled?.toLowerCase() === 'true' ? 'platform' : 'keys';
