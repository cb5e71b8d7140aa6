import { useTranslation } from 'react-i18next';

export interface FieldFault {
  field: string;
  code: string;
  message: string;
}

/** What the platform refused of one field: in the reader's language, or in its own words where there are none here. */
export function FaultText({
  id,
  field,
  faults,
}: {
  id: string;
  field: string;
  faults: readonly FieldFault[];
}) {
  const { t } = useTranslation();
  const own = faults.filter((each) => each.field === field);
  if (own.length === 0) return null;
  return (
    <span className="look-fault" id={id}>
      {own
        .map(({ code, message }) => t(`lookFault.${code}` as 'lookFault.required', { defaultValue: message }))
        .join(' ')}
    </span>
  );
}

export function isFaulty(field: string, faults: readonly FieldFault[]): boolean {
  return faults.some((each) => each.field === field);
}
