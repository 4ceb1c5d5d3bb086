/** What the document in the form would do: what is wrong or doubtful, the week, and the next slots with their reasons. */
import type { SlotView } from '../../api/schemas/slot-schemas.ts';
import { ProblemText } from '../problems/problem-text.tsx';
import { DocumentSummary } from '../schedule/document-summary.tsx';
import { ScheduleWarnings } from '../schedule/warning-list.tsx';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { sentence } from '../words/isolate.ts';
import type { Refusals } from './refused-fields.tsx';
import type { Preview } from './use-preview.ts';

interface Props {
  readonly preview: Preview;
  readonly refusals: Refusals;
}

export function PreviewPanel({ preview: { data, problem, current, again }, refusals }: Props) {
  const { code, words } = useLanguage();
  const { editor, page, problems } = words;
  return (
    <section class="preview" aria-label={editor.preview}>
      <h3>{editor.preview}</h3>
      <output>
        {!current && problem === undefined && <span class="muted">{page.loading}</span>}
        {current && data?.changes === false && <span class="muted">{editor.unchanged}</span>}
        {current && data?.changes === true && (
          <span class="hidden">{editor.previewReady(data.slots.length)}</span>
        )}
        {refusals.size > 0 && <span class="wrong">{editor.refused(refusals.size)}</span>}
      </output>
      {refusals.size > 0 && (
        <ul class="lines wrong">
          {[...refusals].map(([path, text]) => (
            <li key={path}>
              {editor.place(path)}: {text}
            </li>
          ))}
        </ul>
      )}
      {problem !== undefined && refusals.size === 0 && (
        <div class="note">
          <ProblemText problem={problem} unanswered={problems.unreachable} />{' '}
          <button type="button" onClick={again}>
            {editor.again}
          </button>
        </div>
      )}
      {data !== undefined && problem === undefined && (
        <div class="fields" aria-busy={!current}>
          <ScheduleWarnings warnings={data.warnings} />
          <p>{sentence(data.words.rule[code])}</p>
          <DocumentSummary document={data.document} words={data.words} slots={data.slots} />
          <h3>{words.schedule.slots}</h3>
          <PlannedSlots slots={data.slots} />
        </div>
      )}
    </section>
  );
}

function PlannedSlots({ slots }: { readonly slots: readonly SlotView[] }) {
  const { code, words, format } = useLanguage();
  const { schedule } = words;
  const now = useNow(minute);
  if (slots.length === 0) return <p class="muted">{words.editor.noSlots}</p>;
  return (
    <>
      <ol class="lines planned" aria-label={schedule.slots} tabIndex={0}>
        {slots.map(({ at, estimated, overlapped, reason }) => (
          <li key={at} data-overlapped={overlapped}>
            {estimated && <span aria-hidden="true">≈ </span>}
            {estimated && <span class="hidden">{schedule.about} </span>}
            <time dateTime={at}>{format.moment(at, now)}</time>
            {overlapped && <span class="hidden"> {schedule.skipped}</span>} <small>{reason[code]}</small>
          </li>
        ))}
      </ol>
      {slots.some(({ estimated }) => estimated) && <p class="muted">{schedule.estimated}</p>}
      {slots.some(({ overlapped }) => overlapped) && <p class="muted">{schedule.overlapped}</p>}
    </>
  );
}
