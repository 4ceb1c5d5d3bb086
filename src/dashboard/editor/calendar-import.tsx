/** Takes days into a calendar: from a file, or from a list that somebody types or pastes. The API reads both. */
import { useId, useState } from 'preact/hooks';
import type { CalendarDaysView } from '../../api/schemas/calendar-schemas.ts';
import { longestName } from '../../core/schedule/limits.ts';
import type { Client, Problem } from '../api/client.ts';
import { Field } from '../commands/fields.tsx';
import { ProblemText } from '../problems/problem-text.tsx';
import { useLanguage } from '../words/use-language.tsx';
import { calendarText, isTooLarge, largestFile } from './calendar-text.ts';

interface Props {
  readonly client: Client;
  readonly onDays: (read: CalendarDaysView) => void;
}

type State =
  | { readonly kind: 'idle' | 'reading' | 'too_large' }
  | { readonly kind: 'read'; readonly days: number; readonly leftOut: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

export function CalendarImport({ client, onDays }: Props) {
  const { words } = useLanguage();
  const { calendar: texts } = words.editor;
  const [text, setText] = useState('');
  const [kind, setKind] = useState('');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const fileId = useId();
  const textId = useId();
  const read = async (raw: string): Promise<void> => {
    const sent = calendarText(raw);
    if (isTooLarge(sent)) return setState({ kind: 'too_large' });
    setState({ kind: 'reading' });
    const body = { text: sent, ...(kind.trim() === '' ? {} : { kind: kind.trim() }) };
    const answer = await client.ask<CalendarDaysView>('/scheduler/schedule/calendar', body);
    if (answer.kind === 'unchanged') return setState({ kind: 'idle' });
    if (answer.kind !== 'answered') return setState({ kind: 'failed', problem: answer });
    onDays(answer.data);
    setText('');
    return setState({ kind: 'read', days: answer.data.days.length, leftOut: answer.data.left_out });
  };
  const readFile = async (input: HTMLInputElement): Promise<void> => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    if (file.size > largestFile) setState({ kind: 'too_large' });
    else await read(await file.text());
    // So that choosing the same file again is a change.
    input.value = '';
  };
  return (
    <div class="fields">
      <Field
        type="text"
        label={texts.kind}
        hint={texts.kindHint}
        value={kind}
        onValue={setKind}
        maxLength={longestName}
        optional
      />
      <div class="field">
        <label for={fileId}>{texts.file}</label>
        <input
          id={fileId}
          type="file"
          accept=".ics,.csv,.txt,text/calendar,text/csv,text/plain"
          onChange={({ currentTarget }) => void readFile(currentTarget)}
        />
      </div>
      <div class="field">
        <label for={textId}>{texts.list}</label>
        <textarea
          id={textId}
          rows={3}
          placeholder="2026-12-25 Hari Natal [hari libur nasional]"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div>
          <button
            type="button"
            aria-disabled={text.trim() === ''}
            onClick={() => text.trim() !== '' && void read(text)}
          >
            {texts.read}
          </button>
        </div>
      </div>
      <Told state={state} />
    </div>
  );
}

function Told({ state }: { readonly state: State }) {
  const { words } = useLanguage();
  const { calendar: texts } = words.editor;
  return (
    <output>
      {state.kind === 'reading' && words.page.loading}
      {state.kind === 'read' && texts.wasRead(state.days, state.leftOut)}
      {state.kind === 'too_large' && <span class="wrong">{texts.tooLarge}</span>}
      {state.kind === 'failed' && (
        <ProblemText problem={state.problem} unanswered={words.problems.unreachable} />
      )}
    </output>
  );
}
