/** The audit as the API shows it. */
import { z } from 'zod';
import { AuditEntry, AuditHead } from '../../core/job/audit.ts';
import { InBothLanguages } from './both-languages.ts';
import { Instant } from './progress-schemas.ts';
import { LeftOut } from './run-schemas.ts';

/** Each entry as it was hashed, with its time for people. */
export const AuditEntryView = AuditEntry.unwrap()
  .extend({
    time: Instant,
    words: InBothLanguages.exactOptional().meta({
      description: 'Of what the app did by itself (`adapt_interval`): what and why, in place of `reason`.',
    }),
  })
  .readonly();
export const AuditView = z
  .object({
    entries: z.array(AuditEntryView).readonly().meta({ description: 'Newest first.' }),
    next: z
      .string()
      .nullable()
      .meta({ description: 'Path and query of the next page; null on the last one.' }),
    head: AuditHead.nullable().meta({
      description: 'The last entry written, to notice when it is missing from the list.',
    }),
    damaged: LeftOut.exactOptional(),
  })
  .readonly();
export type AuditView = z.infer<typeof AuditView>;
