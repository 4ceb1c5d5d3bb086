/**
 * Who does something. Decisions go by the id, which nobody can choose for themselves: repeated requests, limits, the
 * audit. The name is for people, and may be anything its owner likes, even somebody else's.
 */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

/** What a request proves about its caller. A key says nothing until it is hashed with the job's salt. */
export type Identity =
  { readonly kind: 'known'; readonly actor: Actor } | { readonly kind: 'key'; readonly key: string };

/** Nobody has checked who it is. */
export const anonymous: Actor = { id: 'anonymous', name: 'anonymous' };

const userPrefix = 'user:';

/** Each part is free of `:` and blanks afterwards, so that two users never have the same id. */
export const userId = (provider: string, tenant: string, subject: string): string =>
  `${userPrefix}${[provider, tenant, subject].map(withoutSeparators).join(':')}`;

const withoutSeparators = (part: string): string =>
  part.replaceAll(/[%:\s]/g, (each) => `%${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The part of the id to show beside the name. Undefined where the name comes from the app itself. */
export function shortId(id: string | null | undefined): string | undefined {
  if (id?.startsWith(userPrefix) !== true) return undefined;
  const subject = id.slice(id.lastIndexOf(':') + 1);
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(subject)
    ? subject.slice(0, 8)
    : subject.slice(0, 40);
}

/** For texts that show no id beside the name: two users of the same name differ, and none passes for the app itself. */
export function labelOf(name: string, id: string | undefined): string {
  const short = shortId(id);
  return short === undefined ? name : `${name} (${short})`;
}
