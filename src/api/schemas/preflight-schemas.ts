/** The findings of a check of the connection, as the API shows them. */
import { z } from 'zod';
import { checks, levels } from '../../core/preflight/finding.ts';
import { InBothLanguages } from './both-languages.ts';
import { Instant } from './progress-schemas.ts';

const FactView = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]);

const level = z.enum(levels).meta({
  description:
    '`doubtful`: runs may work, but somebody should look at it. `wrong`: no run can succeed until it is corrected.',
});

export const FindingView = z
  .object({
    check: z.enum(checks).meta({ description: 'What was checked.' }),
    level,
    code: z.string().meta({ description: 'What was found, for programs.', examples: ['procedure_missing'] }),
    facts: z.record(z.string(), FactView).readonly().meta({ description: 'The values in the sentence.' }),
    message: InBothLanguages,
    remedy: InBothLanguages.nullable().meta({
      description: 'What to do about it; null when there is nothing to do.',
    }),
  })
  .readonly();
export type FindingView = z.infer<typeof FindingView>;

export const PreflightView = z
  .object({
    checked_at: Instant,
    level: level.meta({ description: 'The worst of all findings.' }),
    target: z
      .object({
        server: z.string(),
        database: z.string(),
        login: z.string(),
        procedure: z.string(),
      })
      .readonly()
      .meta({ description: 'What the settings name, without secrets.' }),
    findings: z.array(FindingView).readonly().meta({
      description:
        'In the order in which a run meets them; after a step that fails, the later ones are missing.',
    }),
  })
  .readonly();
export type PreflightView = z.infer<typeof PreflightView>;
