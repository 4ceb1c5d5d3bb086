/** A sentence in the two languages of the people who use the scheduler. */
import { z } from 'zod';

export const InBothLanguages = z
  .object({ en: z.string(), id: z.string() })
  .readonly()
  .meta({ description: 'The same sentence in English and in Indonesian.' });
export type InBothLanguages = z.infer<typeof InBothLanguages>;

export type Language = keyof InBothLanguages;
