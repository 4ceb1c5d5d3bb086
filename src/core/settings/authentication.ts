/** What stands in front of the app. A file of its own, because registering the functions must stay light. */

/** `keys`: the host checks function keys. `platform`: App Service Authentication is on in front of the app. */
export type Authentication = 'keys' | 'platform';

/** As the host reads it, because both must agree (.NET's bool.TryParse): `1` is not true. Anything else fails closed. */
export const authenticationOf = (authEnabled: string | undefined): Authentication =>
  authEnabled?.trim().toLowerCase() === 'true' ? 'platform' : 'keys';
