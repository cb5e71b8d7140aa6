import { expect, it } from 'vitest';
import {
  atVersion,
  draftOf,
  saysTheSame,
  withChanged,
  withoutSpot,
  withSpot,
  withSpotAsBefore,
} from './diagram-draft.ts';

const draft = draftOf({
  ...{ publisher: 'acme', diagramId: 'd', own: true, image: null, version: 3, updatedAt: null },
  ...{ title: { zh: '前', en: null }, vehicleIds: ['v1'], partTypeIds: [], parts: [] },
  spots: [
    {
      ...{
        label: '1',
        x: 0,
        y: 0,
        width: 0.1,
        height: 0.1,
        partIds: ['withdrawn'],
        number: null,
        make: null,
      },
      name: { zh: null, en: null },
    },
  ],
});

it('goes on from the version that its own write has made, and from no other', () => {
  expect(atVersion(draft, 4)).toEqual({ ...draft, version: 4 });
  for (const version of [2, 3, 5]) expect(atVersion(draft, version)).toBeUndefined();
});

it('says what is saved: not what was typed since', () => {
  expect(saysTheSame(draft, { ...draft, version: 9 })).toBe(true);
  expect(saysTheSame(draft, { ...draft, title: { zh: '后', en: '' } })).toBe(false);
  expect(saysTheSame(draft, withSpot(draft).draft)).toBe(false);
});

it('takes back what was done to one spot, and leaves what was typed since', () => {
  const { draft: two, key } = withSpot(draft);
  const titled = { zh: '后', en: '' };
  expect(withSpotAsBefore({ ...two, title: titled }, draft, key)).toEqual({ ...draft, title: titled });
  const gone = withoutSpot(two, 0);
  expect(gone.spots).toHaveLength(1);
  expect(withSpotAsBefore({ ...gone, title: titled }, two, 0)).toEqual({ ...two, title: titled });
  const moved = withChanged(two, key, { x: 0.7, width: 0.2 });
  const typed = withChanged(moved, key, { label: 'A' });
  expect(withSpotAsBefore(typed, two, key)).toEqual(withChanged(two, key, { label: 'A' }));
});
