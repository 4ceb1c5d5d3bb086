/**
 * The signed-in user, as the platform presents one in the header `x-ms-client-principal`. Who it is follows from the
 * ids that the identity provider gives; the name is only shown. What is doubtful is nobody.
 */
import { z } from 'zod';
import { type Actor, userId } from '../core/identity.ts';
import { hiddenIn, replaceHidden } from '../core/hidden-characters.ts';

const Principal = z.object({
  auth_typ: z.string().nullish(),
  name_typ: z.string().nullish(),
  role_typ: z.string().nullish(),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});
type Principal = z.infer<typeof Principal>;

export interface User extends Actor {
  /** The values of all claims about roles. */
  readonly roles: readonly string[];
}

const claimTypes = 'http://schemas.microsoft.com/identity/claims';
const tenantTypes = ['tid', `${claimTypes}/tenantid`];
/**
 * The first of these with a value tells who it is. `oid` is the user or the application within its tenant. Other
 * providers give a subject. A token for an application may have no more than the application's id.
 */
const subjectTypes = [
  ['oid', `${claimTypes}/objectidentifier`],
  ['sub', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier'],
  ['appid', 'azp'],
];

/** Undefined when the text is not what the platform sends, or does not say who it is. */
export function readPrincipal(text: string): User | undefined {
  const parsed = Principal.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const id = idOf(parsed.data);
  if (id === undefined) return undefined;
  const { claims, role_typ } = parsed.data;
  const roles = claims.filter(({ typ }) => typ === 'roles' || typ === (role_typ ?? 'roles'));
  return { id, name: nameOf(parsed.data), roles: roles.map(({ val }) => val) };
}

function idOf({ auth_typ, claims }: Principal): string | undefined {
  const [tenant = '', ...otherTenants] = valuesOf(claims, tenantTypes);
  const subjects =
    subjectTypes.map((types) => valuesOf(claims, types)).find(({ length }) => length > 0) ?? [];
  const [subject, ...others] = subjects;
  // Two answers to the question who it is are none.
  if (subject === undefined || others.length > 0 || otherTenants.length > 0) return undefined;
  const parts = [auth_typ ?? 'unknown', tenant, subject] as const;
  return subject.trim() === '' || parts.some(isOdd) ? undefined : userId(...parts);
}

const isOdd = (part: string): boolean => part.length > 200 || hiddenIn(part).length > 0;

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Each distinct value once. Unlike other ids, GUIDs are the same in upper and lower case. */
function valuesOf(claims: Principal['claims'], types: readonly string[]): readonly string[] {
  const values = claims.filter(({ typ }) => types.includes(typ)).map(({ val }) => val);
  return [...new Set(values.map((val) => (guid.test(val) ? val.toLowerCase() : val)))];
}

function nameOf({ claims, name_typ }: Principal): string {
  const names = [name_typ, 'preferred_username', 'name', ...subjectTypes.toReversed().flat()]
    .flatMap((type) => claims.filter(({ typ }) => typ === type))
    .map(({ val }) => printable(val));
  return names.find((name) => /[^\p{Default_Ignorable_Code_Point}\u2800]/u.test(name)) ?? 'unnamed';
}

/** A name with line breaks could forge log lines, one with direction marks turn them round. */
const printable = (text: string): string =>
  [...replaceHidden(text).replaceAll(/\s+/gu, ' ').trim()].slice(0, 200).join('');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
