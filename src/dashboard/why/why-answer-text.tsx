/** The answer in words, what it rests on, and the planned moments around it. */
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { whyAddress } from './why-dialog.tsx';
import type { WhyFactView, WhyView } from '../../api/schemas/why-schemas.ts';

export function WhyAnswerText({ answer }: { readonly answer: WhyView }) {
  const { code, words, format } = useLanguage();
  const { why } = words;
  const now = useNow(minute);
  const { words: inWords, facts, before, after, run } = answer;
  const moments = [
    [why.before, before],
    [why.after, after],
  ] as const;
  return (
    <>
      <p>
        <strong>{inWords[code]}</strong> {run !== null && <a href={`#run=${run.id}`}>{why.toRun}</a>}
      </p>
      {facts.length > 0 && (
        <>
          <h4>{why.facts}</h4>
          <ul class="findings">
            {facts.map((fact) => (
              <Fact
                key={`${fact.code} ${fact.from ?? ''} ${fact.run_id ?? ''}`}
                fact={fact}
                known={run?.id}
              />
            ))}
          </ul>
        </>
      )}
      <h4>{why.nearest}</h4>
      <dl class="facts">
        {moments.map(([name, at]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{at === null ? words.page.none : <a href={whyAddress(at)}>{format.moment(at, now)}</a>}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

interface FactProps {
  readonly fact: WhyFactView;
  /** The run that the answer already links to. */
  readonly known: string | undefined;
}

function Fact({ fact: { source, words: inWords, run_id: run }, known }: FactProps) {
  const { code, words } = useLanguage();
  return (
    <li>
      {inWords[code]} {run !== null && run !== known && <a href={`#run=${run}`}>{words.why.toRun}</a>}
      <small>{words.why.source[source]}</small>
    </li>
  );
}
