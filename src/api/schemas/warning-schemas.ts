/** What the API says about a run besides its outcome. */
import { z } from 'zod';
import { WarningCode } from '../../core/run/warnings.ts';

export const WarningView = z
  .object({
    code: WarningCode.meta({
      description:
        '`return_code`: it succeeded, but its return code is not 0. `work_may_remain`: it was stopped while the procedure was executing. `work_remains`: it was to be stopped, but the procedure had finished first. `row_count_limit`: the server reported more rows than can be counted exactly, and `rows_affected` stands for that many or more.',
    }),
    message: z.string(),
    return_value: z.int().nullable(),
  })
  .readonly();
export type WarningView = z.infer<typeof WarningView>;
export const Warnings = z
  .array(WarningView)
  .readonly()
  .meta({ description: 'What somebody should know that the outcome does not say.' });
