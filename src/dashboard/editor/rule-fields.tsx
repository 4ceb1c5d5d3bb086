/** The fields of one rule: an interval, a cron expression, or none at all. */
import { longestCronExpression } from '../../core/schedule/limits.ts';
import { Choice } from '../commands/fields.tsx';
import { useLanguage } from '../words/use-language.tsx';
import { PathField, Refusal } from './refused-fields.tsx';
import type { RuleDraft } from './rule-draft.ts';

interface Props {
  /** In the document: `rule` or `profiles.0.rule`. */
  readonly path: string;
  readonly rule: RuleDraft;
  readonly onRule: (rule: RuleDraft) => void;
  /** What the API makes of it. */
  readonly inWords: string | undefined;
}

export function RuleFields({ path, rule, onRule, inWords }: Props) {
  const { words, format } = useLanguage();
  const { editor, commands } = words;
  const change = (part: Partial<RuleDraft>): void => onRule({ ...rule, ...part });
  return (
    <>
      <Choice
        legend={editor.rule.legend}
        options={[
          ['interval', editor.rule.interval],
          ['cron', editor.rule.cron],
          ['paused', editor.rule.paused],
        ]}
        value={rule.kind}
        onValue={(kind: RuleDraft['kind']) => change({ kind })}
      />
      {rule.kind === 'interval' && (
        <>
          <PathField
            path={`${path}.hours`}
            type="decimal"
            label={commands.setInterval.hours}
            hint={commands.setInterval.hoursHint(format.decimal(0.5), format.decimal(24))}
            value={rule.hours}
            onValue={(hours) => change({ hours })}
          />
          <Choice
            legend={commands.setInterval.after}
            options={[
              ['finish', commands.setInterval.finish],
              ['start', commands.setInterval.start],
            ]}
            value={rule.after}
            onValue={(after: RuleDraft['after']) => change({ after })}
          />
          {rule.after === 'start' && (
            <PathField
              path={`${path}.anchor`}
              type="datetime-local"
              label={editor.rule.anchor}
              hint={editor.rule.anchorHint(format.zone)}
              value={rule.anchor}
              onValue={(anchor) => change({ anchor })}
              optional
            />
          )}
        </>
      )}
      {rule.kind === 'cron' && (
        <PathField
          path={`${path}.expression`}
          type="text"
          label={editor.rule.expression}
          hint={inWords ?? editor.rule.expressionHint}
          value={rule.expression}
          onValue={(expression) => change({ expression })}
          maxLength={longestCronExpression}
        />
      )}
      <Refusal path={path} />
    </>
  );
}
