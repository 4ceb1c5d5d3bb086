/**
 * For `@azure/core-xml` in the client of the tables, which loads its parser at once. The tables answer in JSON; only
 * something in front of them answers with XML, when it refuses a request.
 */
import type { parseXML as Parse } from '@azure/core-xml';

export const parseXML: typeof Parse = async (...given) => {
  const { parseXML: parse } = await import('@azure/core-xml');
  return parse(...given);
};

export function stringifyXML(): never {
  throw new Error('this build of the Azure SDK sends no XML: see local/build/replaced-parts.ts');
}
