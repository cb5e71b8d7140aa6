import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { SpotContent, type SpotVehicle } from './spot-content.tsx';
import type { PartFit } from './spot-fits.ts';
import type { SpotGroup } from './spot-groups.ts';

/** A row for each place, which shows where it is. */
export function SpotRows({
  groups,
  pointed,
  chosen,
  ...row
}: {
  groups: readonly SpotGroup[];
  /** Labels of what the mouse is over, and of what has the focus. */
  pointed: readonly (string | undefined)[];
  chosen: string | undefined;
} & RowCommon) {
  const { t } = useTranslation();
  return (
    <table className="table">
      <caption>{t('diagrams.parts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('diagrams.place')}</th>
          <th scope="col">{t('column.part')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <SpotRow
            key={group.label}
            group={group}
            isPointed={pointed.includes(group.label)}
            isChosen={group.label === chosen}
            {...row}
          />
        ))}
      </tbody>
    </table>
  );
}

/** The same for all rows, and the same from one time to the next. */
interface RowCommon {
  vehicle: SpotVehicle;
  fits: ReadonlyMap<string, PartFit> | undefined;
  onPoint: (label: string | undefined) => void;
  onReach: (label: string | undefined) => void;
  onChoose: (label: string) => void;
}

const SpotRow = memo(function SpotRow({
  group,
  isPointed,
  isChosen,
  vehicle,
  fits,
  onPoint,
  onReach,
  onChoose,
}: { group: SpotGroup; isPointed: boolean; isChosen: boolean } & RowCommon) {
  const { t } = useTranslation();
  const { label } = group;
  return (
    <tr
      className={isPointed ? 'row-pointed' : undefined}
      aria-current={isChosen ? 'true' : undefined}
      onMouseEnter={() => onPoint(label)}
      onMouseLeave={() => onPoint(undefined)}
      onFocus={() => onReach(label)}
      onBlur={() => onReach(undefined)}
    >
      <th scope="row">
        <button
          type="button"
          className="button spot-label"
          aria-label={t('diagrams.show', { label })}
          onClick={() => onChoose(label)}
        >
          {label}
        </button>
      </th>
      <td>
        <SpotContent group={group} vehicle={vehicle} fits={fits} />
      </td>
    </tr>
  );
});
