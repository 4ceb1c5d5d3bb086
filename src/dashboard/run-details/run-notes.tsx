/** What people noted on a run that has ended, and the form to add a note. */
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { commands, urlOf } from '../../api/commands.ts';
import type { NoteView } from '../../api/schemas/note-schemas.ts';
import type { RunDetailView } from '../../api/schemas/run-schemas.ts';
import type { Client } from '../api/client.ts';
import { Field } from '../commands/fields.tsx';
import { useCommand } from '../commands/use-command.ts';
import { Actor } from '../layout/actor.tsx';
import { Foreign } from '../layout/foreign-text.tsx';
import { SendingProblem } from '../problems/problem-text.tsx';
import { useLanguage } from '../words/use-language.tsx';

/** What the form needs; absent for those who may not add notes. */
export interface Noting {
  readonly client: Client;
  readonly onNoted: () => void;
}

interface Props {
  readonly run: RunDetailView;
  readonly noting: Noting | undefined;
}

export function RunNotes({ run, noting }: Props) {
  const { words, format } = useLanguage();
  const { runDetails: texts } = words;
  const { notes = [] } = run;
  // A run in progress takes none.
  if (run.outcome === null) return null;
  return (
    <>
      <h3>{texts.notes}</h3>
      {notes.length === 0 && <p class="muted">{texts.noNotes}</p>}
      <ul class="notes">
        {notes.map((note) => (
          <li key={`${note.at} ${note.text}`}>
            <Foreign>{note.text}</Foreign>
            <small class="block muted">
              <Actor id={note.by_id}>{note.by}</Actor> ·{' '}
              <time dateTime={note.at}>{format.exact(note.at)}</time>
            </small>
          </li>
        ))}
      </ul>
      {noting !== undefined && <NoteForm key={run.id} id={run.id} noting={noting} />}
    </>
  );
}

function NoteForm({ id, noting: { client, onNoted } }: { readonly id: string; readonly noting: Noting }) {
  const { words } = useLanguage();
  const { runDetails: texts, commands: said } = words;
  const [text, setText] = useState('');
  const [empty, setEmpty] = useState(false);
  const command = useCommand(client, true);
  const { sending } = command;
  const isSending = sending.kind === 'sending';
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setEmpty(text.trim() === '');
    if (isSending || text.trim() === '') return;
    if (!(await command.send(urlOf(commands.noteRun.path, id), { text: text.trim() }))) return;
    setText('');
    onNoted();
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Field
        type="text"
        label={texts.newNote}
        hint={empty ? texts.emptyNote : texts.noteHint}
        value={text}
        onValue={(value) => {
          setText(value);
          setEmpty(false);
        }}
        invalid={empty}
        maxLength={500}
      />
      <SendingProblem sending={sending} />
      <div class="buttons">
        <button type="submit" aria-disabled={isSending}>
          {isSending ? said.sending : said.name.noteRun}
        </button>
      </div>
    </form>
  );
}

/** For a list of runs: the last note, and how many more there are. */
export function LastNote({ notes }: { readonly notes: readonly NoteView[] | undefined }) {
  const { runDetails: texts } = useLanguage().words;
  const last = notes?.at(-1);
  if (notes === undefined || last === undefined) return null;
  return (
    <small class="noted">
      <span aria-hidden="true">✎</span> {texts.lastNote} <Foreign>{last.text}</Foreign>{' '}
      {notes.length > 1 && texts.moreNotes(notes.length - 1)}
    </small>
  );
}
