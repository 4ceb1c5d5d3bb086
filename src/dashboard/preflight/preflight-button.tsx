/** Checks the connection to SQL Server when somebody asks for it, and lists what was found. */
import { useState } from 'preact/hooks';
import type { FindingView, PreflightView } from '../../api/schemas/preflight-schemas.ts';
import type { Answer, Client } from '../api/client.ts';
import { Dialog } from '../layout/dialog.tsx';
import { ProblemText } from '../problems/problem-text.tsx';
import { useLanguage } from '../words/use-language.tsx';

type Asked = Answer<PreflightView> | 'open' | undefined;

export function PreflightButton({ client }: { readonly client: Client }) {
  const { words } = useLanguage();
  const [asked, setAsked] = useState<Asked>(undefined);
  const check = async (): Promise<void> => {
    setAsked('open');
    const answer = await client.get<PreflightView>('/scheduler/preflight');
    // Unless the dialog was closed meanwhile.
    setAsked((now) => (now === 'open' ? answer : now));
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => void check()}>
        {words.preflight.button}
      </button>
      <Dialog title={words.preflight.title} open={asked !== undefined} onClose={() => setAsked(undefined)}>
        <div aria-live="polite">{asked !== undefined && <Result asked={asked} />}</div>
      </Dialog>
    </>
  );
}

function Result({ asked }: { readonly asked: Exclude<Asked, undefined> }) {
  const { words } = useLanguage();
  if (asked === 'open') return <p class="muted">{words.preflight.checking}</p>;
  if (asked.kind === 'unchanged') return null;
  if (asked.kind !== 'answered') {
    return (
      <p class="note">
        <ProblemText problem={asked} unanswered={words.problems.unreachable} />
      </p>
    );
  }
  const { level, findings } = asked.data;
  return (
    <>
      <p>
        <strong>{words.preflight.result[level]}</strong>
      </p>
      <ul class="findings">
        {findings.map((each) => (
          <Finding key={`${each.code} ${each.message.en}`} finding={each} />
        ))}
      </ul>
    </>
  );
}

/** The level as a word: colour alone would exclude some readers. */
function Finding({ finding }: { readonly finding: FindingView }) {
  const { words, code } = useLanguage();
  const { level, message, remedy } = finding;
  return (
    <li data-level={level}>
      <strong>{words.preflight.level[level]}</strong> {message[code]}
      {remedy !== null && <small>{remedy[code]}</small>}
    </li>
  );
}
