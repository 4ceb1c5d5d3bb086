/** Text that somebody else wrote: set apart, so that its own direction and language stay within it. */
interface Props {
  readonly children: string;
  /** `en` for what the server words; absent for what people and procedures write. */
  readonly lang?: 'en';
}

export function Foreign({ children, lang }: Props) {
  return <bdi {...(lang === undefined ? {} : { lang })}>{children}</bdi>;
}
