/** How far a run is: as reported by the procedure, else as expected from how long runs usually take. */
import type { ProgressView } from '../../api/schemas/progress-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import type { RunEstimate } from './run-estimate.ts';

interface Props {
  readonly estimate: RunEstimate;
  readonly phase: ProgressView['phase'] | undefined;
}

export function ProgressBar({ estimate: { percent, reported }, phase }: Props) {
  const { words, format } = useLanguage();
  const { runInProgress: texts } = words;
  if (phase === 'connecting') return <p>{texts.connecting}</p>;
  if (percent === undefined) {
    return (
      <div class="progress">
        <progress aria-label={texts.progress} max={100} />
        <span>{texts.unmeasured}</span>
      </div>
    );
  }
  const share = format.percent(percent / 100);
  const text = reported ? texts.reported(share) : texts.expected(share);
  return (
    <div class="progress">
      <progress aria-label={texts.progress} aria-valuetext={text} max={100} value={percent} />
      <span>{text}</span>
    </div>
  );
}
