/**
 * A row that somebody damaged, by hand or by restoring a part of a backup. Lists go on without it and say so; a request
 * that needs the row is refused with its name and what is wrong with it.
 */
import { z } from 'zod';

export const DamagedRow = z
  .object({
    row: z.string().meta({ description: 'Its RowKey in the table.' }),
    problem: z.string().meta({ description: 'What is wrong with it, in English.' }),
  })
  .readonly();
export type DamagedRow = z.infer<typeof DamagedRow>;

export const isDamaged = (found: object): found is DamagedRow => 'row' in found && 'problem' in found;

/** The store throws an error that carries it where nothing can go on without the row. */
export function damageIn(error: unknown): DamagedRow | undefined {
  const carried: unknown = error instanceof Error && 'damaged' in error ? error.damaged : undefined;
  return DamagedRow.safeParse(carried).data;
}
