/**
 * Edits the whole schedule document. What the form says is previewed as it is typed, and only what has been previewed
 * can be saved, over the revision that it began with.
 */
import { useMemo, useState } from 'preact/hooks';
import type { ScheduleDocumentView } from '../../api/schemas/document-schemas.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from '../commands/command-form.tsx';
import { ReasonField, reasonIn } from '../commands/fields.tsx';
import { useCommand } from '../commands/use-command.ts';
import { Dialog } from '../layout/dialog.tsx';
import { useLanguage } from '../words/use-language.tsx';
import { EditorForm } from './editor-form.tsx';
import { NewerRevision } from './newer-revision.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { refusalsIn, RefusalsProvider } from './refused-fields.tsx';
import { documentOf, draftOf, type ScheduleDraft } from './schedule-draft.ts';
import { usePreview } from './use-preview.ts';

interface Props extends DialogProps {
  readonly schedule: ScheduleView;
  /** Somebody else has changed it: asks for what is in force now. */
  readonly onConflict: () => void;
}

interface Edited {
  readonly draft: ScheduleDraft;
  /** What the draft began with. */
  readonly given: ScheduleDocumentView;
  readonly revision: number;
}

export function EditorDialog({ client, open, onClose, onDone, schedule, onConflict }: Props) {
  const { words, format } = useLanguage();
  const { editor, commands: texts } = words;
  // Until somebody types, the form follows the schedule in force.
  const [edited, setEdited] = useState<Edited | undefined>(undefined);
  const [reason, setReason] = useState('');
  const inForce = useMemo(
    (): Edited => ({
      draft: draftOf(schedule.document, format),
      given: schedule.document,
      revision: schedule.revision,
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- each poll has a new object with the same content
    [schedule.revision, format],
  );
  const { draft, given, revision } = edited ?? inForce;
  const document = documentOf(draft, given, format);
  const preview = usePreview(client, open ? document : undefined, String(schedule.revision));
  const command = useCommand({ post: (path, body, key) => client.put(path, body, key, revision) }, open);
  const refused = command.sending.kind === 'failed' ? command.sending.problem : undefined;
  const refusals = refusalsIn(preview.problem ?? (preview.current ? refused : undefined), words);
  const saves = preview.current && preview.data?.changes === true && revision === schedule.revision;
  const leave = (): void => {
    setEdited(undefined);
    setReason('');
  };
  const save = async (): Promise<void> => {
    if (!(await command.send(urlOf(commands.setSchedule.path), { document, ...reasonIn(reason) }))) {
      onConflict();
      return;
    }
    leave();
    onDone();
  };
  return (
    <Dialog title={editor.title} open={open} busy={command.sending.kind === 'sending'} onClose={onClose} wide>
      {open && (
        <RefusalsProvider value={refusals}>
          <CommandForm
            command={command}
            words={`${editor.words} ${texts.setInterval.delay(format.duration(schedule.limits.start_delay_seconds))}`}
            confirm={editor.save}
            wrong={saves ? undefined : preview.problem === undefined ? editor.savesLater : texts.correct}
            onSubmit={() => void save()}
            onBack={onClose}
          >
            {revision !== schedule.revision && <NewerRevision schedule={schedule} onLoad={leave} />}
            <div class="editor">
              <EditorForm
                client={client}
                draft={draft}
                onDraft={(changed) => setEdited({ draft: changed, given, revision })}
                inWords={preview.data?.words}
              />
              <PreviewPanel preview={preview} refusals={refusals} />
            </div>
            <ReasonField value={reason} onValue={setReason} />
            {edited !== undefined && (
              <div>
                <button type="button" class="quiet" onClick={leave}>
                  {editor.discard}
                </button>
              </div>
            )}
          </CommandForm>
        </RefusalsProvider>
      )}
    </Dialog>
  );
}
