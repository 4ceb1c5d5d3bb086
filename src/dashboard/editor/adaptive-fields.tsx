/** The fields of the adaptive interval: off, by the duration of the last runs, by their rows, or by what arrived for them. */
import { mostRowSteps } from '../../core/schedule/limits.ts';
import { Choice } from '../commands/fields.tsx';
import { useLanguage } from '../words/use-language.tsx';
import type { AdaptiveDraft, StepDraft } from './adaptive-draft.ts';
import { PathField, Refusal } from './refused-fields.tsx';
import { newKey } from './schedule-draft.ts';

interface Props {
  readonly adaptive: AdaptiveDraft;
  readonly onAdaptive: (adaptive: AdaptiveDraft) => void;
}

export function AdaptiveFields({ adaptive, onAdaptive }: Props) {
  const { adaptive: texts } = useLanguage().words.editor;
  const { by, steps } = adaptive;
  const change = (part: Partial<AdaptiveDraft>): void => onAdaptive({ ...adaptive, ...part });
  const field = (name: 'factor' | 'runs' | 'least' | 'most' | 'hysteresis') => (
    <PathField
      key={name}
      path={`adaptive.${name}`}
      type="decimal"
      label={texts[name]}
      hint={texts.hint[name]}
      value={adaptive[name]}
      onValue={(value) => change({ [name]: value })}
    />
  );
  return (
    <>
      <Choice
        legend={texts.legend}
        options={[
          ['off', texts.off],
          ['duration', texts.duration],
          ['rows', texts.rows],
          ['pending', texts.pending],
        ]}
        value={by}
        onValue={(value: AdaptiveDraft['by']) => change({ by: value })}
      />
      <Refusal path="adaptive" />
      <Refusal path="adaptive.by" />
      {by === 'duration' && field('factor')}
      {(by === 'rows' || by === 'pending') && (
        <Steps steps={steps} onSteps={(changed) => change({ steps: changed })} />
      )}
      {by !== 'off' && <div class="pair">{(['runs', 'hysteresis'] as const).map(field)}</div>}
      {by !== 'off' && <div class="pair">{(['least', 'most'] as const).map(field)}</div>}
    </>
  );
}

interface StepsProps {
  readonly steps: readonly StepDraft[];
  readonly onSteps: (steps: readonly StepDraft[]) => void;
}

/** The last one has no end. */
function Steps({ steps, onSteps }: StepsProps) {
  const { editor, commands } = useLanguage().words;
  const { adaptive: texts, remove } = editor;
  return (
    <fieldset>
      <legend>{texts.steps}</legend>
      {steps.map((step, index) => {
        const change = (part: Partial<StepDraft>): void =>
          onSteps(steps.map((each) => (each.key === step.key ? { ...each, ...part } : each)));
        const isLast = index === steps.length - 1;
        return (
          <div class="pair" key={step.key}>
            {isLast ? (
              <p class="field">{texts.beyond}</p>
            ) : (
              <PathField
                path={`adaptive.steps.${index}.up_to`}
                type="decimal"
                label={texts.upTo}
                value={step.upTo}
                onValue={(upTo) => change({ upTo })}
              />
            )}
            <PathField
              path={`adaptive.steps.${index}.hours`}
              type="decimal"
              label={commands.setInterval.hours}
              value={step.hours}
              onValue={(hours) => change({ hours })}
            />
            {!isLast && (
              <button
                type="button"
                aria-label={`${remove}: ${texts.steps} ${index + 1}`}
                onClick={() => onSteps(steps.filter(({ key }) => key !== step.key))}
              >
                {remove}
              </button>
            )}
          </div>
        );
      })}
      {steps.length < mostRowSteps && (
        <button
          type="button"
          onClick={() => onSteps(steps.toSpliced(-1, 0, { key: newKey(), upTo: '', hours: '' }))}
        >
          {texts.addStep}
        </button>
      )}{' '}
      <Refusal path="adaptive.steps" />
    </fieldset>
  );
}
