/** Under a list: rows that the API could not read. The log and docs/operation.md say how to repair them. */
import type { AuditView } from '../../api/schemas/audit-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly damaged: AuditView['damaged'];
}

/** The problem itself is technical and in English: it stands in the title. */
export function LeftOut({ damaged }: Props) {
  const { problems } = useLanguage().words;
  const first = damaged?.[0];
  if (damaged === undefined || first === undefined) return null;
  return (
    <p class="muted" title={first.problem}>
      <span aria-hidden="true">⚠</span> {problems.leftOut(damaged.length, first.row)}
    </p>
  );
}
