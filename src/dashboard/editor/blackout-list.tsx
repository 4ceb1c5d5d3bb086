/** The blackouts: whole days, or times on the wall clock, in which nothing starts. */
import { longestLabel, mostBlackouts } from '../../core/schedule/limits.ts';
import { Check } from '../commands/fields.tsx';
import { useLanguage } from '../words/use-language.tsx';
import { ItemList } from './item-list.tsx';
import { PathField, Refusal } from './refused-fields.tsx';
import { type BlackoutDraft, newKey } from './schedule-draft.ts';

interface Props {
  readonly blackouts: readonly BlackoutDraft[];
  readonly onBlackouts: (blackouts: readonly BlackoutDraft[]) => void;
}

export function BlackoutList({ blackouts, onBlackouts }: Props) {
  const { editor } = useLanguage().words;
  const { blackout: texts, remove } = editor;
  const add = (): void =>
    onBlackouts([
      ...blackouts,
      { key: newKey(), label: '', whole: true, span: { from: '', to: '' }, given: undefined },
    ]);
  return (
    <ItemList
      path="blackouts"
      meaning={texts.meaning}
      add={texts.add}
      isFull={blackouts.length >= mostBlackouts}
      onAdd={add}
    >
      {blackouts.map((blackout, index) => (
        <li key={blackout.key}>
          <BlackoutFields
            path={`blackouts.${index}`}
            blackout={blackout}
            onBlackout={(changed) =>
              onBlackouts(blackouts.map((each) => (each.key === changed.key ? changed : each)))
            }
          />
          <div class="buttons">
            <button
              type="button"
              class="danger"
              onClick={() => onBlackouts(blackouts.filter((each) => each !== blackout))}
            >
              {remove} <span class="hidden">{blackout.label}</span>
            </button>
          </div>
        </li>
      ))}
    </ItemList>
  );
}

interface FieldsProps {
  readonly path: string;
  readonly blackout: BlackoutDraft;
  readonly onBlackout: (blackout: BlackoutDraft) => void;
}

function BlackoutFields({ path, blackout, onBlackout }: FieldsProps) {
  const { words, format } = useLanguage();
  const { blackout: texts, profile } = words.editor;
  const { label, whole, span } = blackout;
  const change = (part: Partial<BlackoutDraft>): void => onBlackout({ ...blackout, ...part });
  return (
    <div class="fields">
      <PathField
        path={`${path}.label`}
        type="text"
        label={texts.label}
        value={label}
        onValue={(value) => change({ label: value })}
        maxLength={longestLabel}
      />
      <Check
        label={texts.whole}
        checked={whole}
        onChecked={(checked) => change({ whole: checked, span: convert(span, checked) })}
      />
      <div class="pair">
        {(['from', 'to'] as const).map((end) => (
          <PathField
            key={end}
            path={`${path}.${whole ? 'dates' : 'instants'}.${end}`}
            type={whole ? 'date' : 'datetime-local'}
            label={whole ? profile[end === 'from' ? 'firstDay' : 'lastDay'] : texts[end]}
            hint={whole ? undefined : texts.zone(format.zone)}
            value={span[end]}
            onValue={(value) => change({ span: { ...span, [end]: value } })}
          />
        ))}
      </div>
      <Refusal path={path} />
      <Refusal path={`${path}.${whole ? 'dates' : 'instants'}`} />
    </div>
  );
}

/** The days stay: a field of the other kind would be empty. */
function convert({ from, to }: BlackoutDraft['span'], whole: boolean): BlackoutDraft['span'] {
  if (whole) return { from: from.slice(0, 10), to: to.slice(0, 10) };
  return { from: from === '' ? '' : `${from}T00:00`, to: to === '' ? '' : `${to}T23:59` };
}
