/** The classes that docs/specification.md calls temporary; written down again, because the code's own list is what is checked. */
import type { FailureClass } from '../../../src/core/run/failure.ts';

export const isTransientForTest: ReadonlySet<FailureClass> = new Set([
  'unreachable',
  'transient',
  'outcome_unknown',
  'interrupted',
]);
