import { useTranslation } from 'react-i18next';
import { type ColorFault, colorOf } from './contrast.ts';
import { FaultText, type FieldFault } from './fault-text.tsx';

/** A colour to type or to pick, and at once whether it can be read. */
export function ColorField({
  label,
  name,
  value,
  shown,
  optional,
  typed,
  faults,
  onChange,
}: {
  label: string;
  name: string;
  value: string;
  /** What it comes to while it is empty or no colour yet. */
  shown: string;
  optional: boolean;
  typed: ColorFault | undefined;
  faults: readonly FieldFault[];
  onChange: (value: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const id = `look-color-${name}`;
  const field = `colors.${name}`;
  const refused = typed === undefined && faults.some((each) => each.field === field);
  // Never said to be enough because of how it is rounded.
  const ratio = (exact: number) =>
    new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1 }).format(Math.floor(exact * 10) / 10);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="look-color">
        <input
          className="input look-swatch"
          type="color"
          value={shown}
          aria-label={t('look.pick', { what: label })}
          onChange={(event) => onChange(event.target.value)}
        />
        <input
          className="input number"
          id={id}
          name={field}
          value={value}
          placeholder={optional ? shown : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          aria-invalid={typed !== undefined || refused ? true : undefined}
          aria-describedby={`${id}-fault`}
          onChange={(event) => onChange(event.target.value)}
        />
      </span>
      <span className="look-fault" id={`${id}-fault`} aria-live="polite">
        {typed?.kind === 'no-color' && t('lookFault.color-invalid')}
        {typed?.kind === 'contrast' &&
          t('look.contrast', { ratio: ratio(typed.ratio), better: typed.better })}
      </span>
      {optional && colorOf(value) === undefined && value.trim() === '' && (
        <span className="muted">{t('look.workedOut', { color: shown })}</span>
      )}
      {refused && <FaultText id={`${id}-refused`} field={field} faults={faults} />}
    </div>
  );
}
