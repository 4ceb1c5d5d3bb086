/** Rows by key and in order of their keys, so that a list costs what it returns, whatever else the table holds. */

export type Entity = Readonly<Record<string, unknown>>;

/** Below every character that a key may have. */
const separator = '\u0000';

/** Sorts by partition and row as the service does: by UTF-16 code unit. */
export const keyOf = (partitionKey: unknown, rowKey: unknown): string =>
  `${String(partitionKey)}${separator}${String(rowKey)}`;

export class SortedRows {
  readonly #rows = new Map<string, Entity>();
  #keys: string[] = [];

  get(key: string): Entity | undefined {
    return this.#rows.get(key);
  }

  set(key: string, row: Entity): void {
    if (!this.#rows.has(key)) this.#keys.splice(this.#placeOf(key), 0, key);
    this.#rows.set(key, row);
  }

  delete(key: string): void {
    if (this.#rows.delete(key)) this.#keys.splice(this.#placeOf(key), 1);
  }

  clear(): void {
    this.#rows.clear();
    this.#keys = [];
  }

  /** In order, from the first key that is not before `from`. */
  *from(from: string): Generator<readonly [string, Entity]> {
    for (let place = this.#placeOf(from); place < this.#keys.length; place += 1) {
      const key = this.#keys[place] ?? '';
      const row = this.#rows.get(key);
      if (row !== undefined) yield [key, row];
    }
  }

  /** Where the key is, or would be. */
  #placeOf(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
