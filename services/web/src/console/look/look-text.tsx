import { FaultText, type FieldFault, isFaulty } from './fault-text.tsx';

/** One line of text with its faults. `field` is its name in the API. */
export function LookText({
  label,
  field,
  value,
  faults,
  onChange,
  hint,
  lang,
  lines,
  ...input
}: {
  label: string;
  field: string;
  value: string;
  faults: readonly FieldFault[];
  onChange: (value: string) => void;
  hint?: string | undefined;
  lang?: string | undefined;
  /** More than one: a box of so many. */
  lines?: number;
  type?: string;
  required?: boolean;
  maxLength?: number;
  placeholder?: string;
}) {
  const id = `look-${field.replaceAll('.', '-')}`;
  const faulty = isFaulty(field, faults);
  const described = [hint === undefined ? '' : `${id}-hint`, faulty ? `${id}-fault` : ''].filter(
    (each) => each !== '',
  );
  const shared = {
    ...input,
    id,
    className: 'input',
    name: field,
    value,
    lang,
    autoComplete: 'off',
    'aria-invalid': faulty ? true : undefined,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {lines === undefined ? (
        <input {...shared} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...shared} rows={lines} onChange={(event) => onChange(event.target.value)} />
      )}
      {hint !== undefined && (
        <span className="muted" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FaultText id={`${id}-fault`} field={field} faults={faults} />
    </div>
  );
}
