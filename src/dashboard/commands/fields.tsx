/** Labelled fields, each with its hint. */
import { type ComponentChildren, h, type TargetedEvent, type TargetedInputEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { lengthOf, type Span } from '../time/spans.ts';
import { useLanguage } from '../words/use-language.tsx';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly type: 'text' | 'date' | 'time' | 'datetime-local' | 'decimal';
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly invalid?: boolean;
  readonly optional?: boolean;
  readonly max?: string | undefined;
  readonly maxLength?: number;
  /** The id of a list of suggestions. */
  readonly list?: string;
  /** A dialog opens with the focus in it. */
  readonly first?: boolean;
}

export function Field(props: FieldProps) {
  const {
    label,
    hint,
    type,
    value,
    onValue,
    invalid = false,
    optional = false,
    max,
    maxLength,
    list,
    first = false,
  } = props;
  const { commands } = useLanguage().words;
  const [unfinished, setUnfinished] = useState(false);
  const id = useId();
  const hintId = `${id}-hint`;
  const shown = unfinished ? commands.unfinished : hint;
  const check = ({ currentTarget }: TargetedEvent<HTMLInputElement>) =>
    setUnfinished(currentTarget.validity.badInput);
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <small>({commands.optional})</small>}
      </label>
      {h('input', {
        id,
        // Whether a number field takes a comma or a point for decimals depends on the browser.
        ...(type === 'decimal' ? { type: 'text', inputMode: 'decimal' } : { type }),
        value,
        max,
        maxLength,
        list,
        autofocus: first,
        'aria-invalid': invalid || unfinished,
        'aria-describedby': shown === undefined ? undefined : hintId,
        autocomplete: 'off',
        onBlur: check,
        onInvalid: check,
        onInput: (event: TargetedInputEvent<HTMLInputElement>) => {
          check(event);
          onValue(event.currentTarget.value);
        },
      })}
      {shown !== undefined && (
        <small id={hintId} class={invalid || unfinished ? 'wrong' : ''}>
          {shown}
        </small>
      )}
    </div>
  );
}

interface ReasonProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export function ReasonField({ value, onValue }: ReasonProps) {
  const { reason, reasonHint } = useLanguage().words.commands;
  return (
    <Field
      type="text"
      label={reason}
      hint={reasonHint}
      value={value}
      onValue={onValue}
      optional
      maxLength={500}
    />
  );
}

/** As the API takes it: no reason rather than an empty one. */
export const reasonIn = (text: string): { readonly reason?: string } =>
  text.trim() === '' ? {} : { reason: text.trim() };

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

export function Check({ label, checked, onChecked }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ currentTarget }) => onChecked(currentTarget.checked)}
      />{' '}
      {label}
    </label>
  );
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly options: readonly (readonly [value: T, label: ComponentChildren])[];
  readonly value: T;
  readonly onValue: (value: T) => void;
}

export function Choice<T extends string>({ legend, options, value, onValue }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([each, label]) => (
        <label key={each} class="check">
          <input type="radio" name={name} checked={each === value} onChange={() => onValue(each)} /> {label}
        </label>
      ))}
    </fieldset>
  );
}

/** The chosen days: the browser's fields write dates in its own way. */
export function RangeInWords({ awal, akhir }: Span) {
  const { words, format } = useLanguage();
  return (
    <p aria-live="polite">
      <strong>{format.days(awal, akhir)}</strong> ({words.days.count(lengthOf({ awal, akhir }))})
    </p>
  );
}
