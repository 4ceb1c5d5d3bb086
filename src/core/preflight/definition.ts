/** What the text of a procedure says beyond the catalogue, which keeps no defaults of T-SQL parameters. */

/** Text and comments could contain anything; identifiers keep their place. */
const bare = (definition: string): string =>
  definition.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|N?'(?:[^']|'')*'/g, (part) =>
    part.endsWith("'") ? "''" : ' ',
  );

/** `name` with its @. The first mention of a parameter is its declaration; a default follows its type. */
export function hasDefault(definition: string, name: string): boolean | undefined {
  const escaped = name.replaceAll(/[$\\^.*+?()[\]{}|]/g, String.raw`\$&`);
  const declaration = new RegExp(
    String.raw`${escaped}(?![\p{L}\p{N}_@#$])\s+(?:AS\s+)?(?:[\p{L}_][\p{L}\p{N}_]*|\[[^\]]+\])` +
      String.raw`(?:\.(?:[\p{L}_][\p{L}\p{N}_]*|\[[^\]]+\]))*\s*(?:\([^)]*\))?\s*(?:VARYING\s+)?(?:NOT\s+NULL\s*|NULL\s*)?(=)?`,
    'iu',
  ).exec(bare(definition));
  return declaration === null ? undefined : declaration[1] === '=';
}

/** Whether the procedure asks the server what time it is. */
export const readsClock = (definition: string): boolean =>
  /\b(?:GETDATE|SYSDATETIME(?:OFFSET)?|CURRENT_TIMESTAMP|CURRENT_DATE)\b/i.test(bare(definition));
