/** Path and query of the next page of a list. */
import { urlOf } from '../commands.ts';

export function nextPage(
  path: string,
  parameters: { readonly limit: number; readonly outcome?: string | undefined },
  before: string | number | undefined,
): string | null {
  if (before === undefined) return null;
  const { limit, outcome } = parameters;
  const rest = outcome === undefined ? '' : `&outcome=${outcome}`;
  return `${urlOf(path)}?limit=${limit}&before=${before}${rest}`;
}
