/** English: the check of the connection; the findings themselves come from the API in both languages. */
import type { FindingView } from '../../../api/schemas/preflight-schemas.ts';

type Level = FindingView['level'];

export const preflight = {
  button: 'Check the connection',
  title: 'Connection to SQL Server',
  checking: 'Checking … this may take some seconds.',
  result: {
    good: 'Everything is good.',
    doubtful: 'Nothing is wrong, but look at what is doubtful.',
    wrong: 'No run can succeed before what is wrong is mended.',
  } satisfies Record<Level, string>,
  level: { good: 'Good:', doubtful: 'Doubtful:', wrong: 'Wrong:' } satisfies Record<Level, string>,
};
