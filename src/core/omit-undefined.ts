/** Leaves out the properties that are undefined, as exactOptionalPropertyTypes and the table's rows want it. */
export function omitUndefined<T extends object>(
  properties: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  const defined: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in properties) {
    const value = properties[key];
    if (isDefined(value)) defined[key] = value;
  }
  return defined;
}

const isDefined = <V>(value: V): value is Exclude<V, undefined> => value !== undefined;
