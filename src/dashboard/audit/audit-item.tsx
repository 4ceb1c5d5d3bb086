/** One entry of the audit trail: a sentence, and the recorded values on request. */
import type { AuditView } from '../../api/schemas/audit-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Actor, ReasonGiven } from '../layout/actor.tsx';
import { sentence } from '../words/isolate.ts';
import { fact, Facts } from '../layout/facts.tsx';

type Entry = AuditView['entries'][number];

export function AuditItem({ entry, now }: { readonly entry: Entry; readonly now: number }) {
  const { code, words, format } = useLanguage();
  const { audit } = words;
  const {
    actor,
    actorId,
    action,
    reason,
    time,
    from,
    before,
    after,
    runId,
    sequence,
    words: inWords,
  } = entry;
  return (
    <li>
      <p>
        <time dateTime={time}>{format.moment(time, now)}</time> <strong>{audit.action[action]}</strong> ·{' '}
        <Actor id={actorId}>{actor}</Actor>
      </p>
      <p>{inWords === undefined ? <ReasonGiven>{reason}</ReasonGiven> : sentence(inWords[code])}</p>
      <details>
        <summary>{audit.entry(sequence)}</summary>
        <Facts
          facts={[
            fact(audit.time, format.exact(time)),
            fact(audit.identity, actorId === undefined ? undefined : <code>{actorId}</code>),
            fact(audit.from, from),
            fact(audit.before, before === 'null' ? undefined : <code>{before}</code>),
            fact(audit.after, after === 'null' ? undefined : <code>{after}</code>),
            fact(audit.run, runId === undefined ? undefined : <a href={`#run=${runId}`}>{runId}</a>),
          ]}
        />
      </details>
    </li>
  );
}
