/** Names that are safe in a statement as they are: no brackets, no quotes, nothing to escape. */
import { z } from 'zod';

export const sqlIdentifier = z.string().regex(/^[A-Za-z_#][A-Za-z0-9_#$@]{0,127}$/, {
  error: 'expected a plain SQL identifier (letters, digits and underscores)',
});
export const sqlObjectName = z
  .string()
  .regex(/^([A-Za-z_][A-Za-z0-9_#$@]{0,127}\.){0,2}[A-Za-z_][A-Za-z0-9_#$@]{0,127}$/, {
    error: 'expected a procedure name such as dbo.spJamkerja, without brackets',
  });
