import { expect, it } from 'vitest';
import { type ImageFile, imageNameOf, readingsOf } from './image-files.ts';
import { movesInto, type OwnPart, plannedImages } from './image-plan.ts';

const own = (brand: string, partNumber: string): OwnPart => ({
  partId: `${brand} ${partNumber}`,
  brand,
  partNumber,
});
const PARTS = new Map([
  ['WBKD', [own('Ketto', 'WBKD')]],
  ['WBKD1', [own('Ketto', 'WBKD-1')]],
  ['A100', [own('Ketto', 'A100'), own('Lumo Parts', 'A-100')]],
]);

function image(file: string): ImageFile {
  const [name = '', ...folders] = file.split('/').reverse();
  return {
    path: file,
    file,
    folders,
    readings: readingsOf(name.replace(/\.\w+$/, '')),
    imageName: imageNameOf(name),
  };
}
const planned = (...files: string[]) =>
  plannedImages(files.map(image), PARTS).map(({ part, place, fault, also }) =>
    part === undefined ? fault.code : `${part.partId} ${place}${also === undefined ? '' : ' ?'}`,
  );

it('goes by the whole name first, then by what stands before the place', () => {
  expect(planned('WBKD.jpg', 'wbkd-2.jpg', 'WBKD-1.jpg', 'WBKD-1-1.jpg', 'none-1.jpg')).toEqual([
    'Ketto WBKD 0',
    'Ketto WBKD 2',
    // It may be the second picture of WBKD, too: that is said.
    'Ketto WBKD-1 0 ?',
    'Ketto WBKD-1 1',
    'part-unknown',
  ]);
});

it('asks which brand is meant, unless a folder says it', () => {
  expect(planned('A100.jpg', 'LUMO PARTS/A100.jpg', 'ketto/new/A 100-1.png', 'other/A100.jpg')).toEqual([
    'part-ambiguous',
    'Lumo Parts A-100 0',
    'Ketto A100 1',
    'part-ambiguous',
  ]);
});

it('puts no picture of one brand up for another', () => {
  const parts = new Map([['W712', [own('MANN', 'W 712')]]]);
  const of = (...files: string[]) =>
    plannedImages(files.map(image), parts, [
      { name: 'MANN', nameZh: '曼牌' },
      { name: 'Bosch', nameZh: '博世' },
    ]).map(({ part, fault }) => part?.partId ?? fault?.code);
  expect(of('Bosch/W712.jpg', 'MANN/W712.jpg')).toEqual(['brand-differs', 'MANN W 712']);
  expect(of('BOSCH/new/W712.jpg')).toEqual(['brand-differs']);
  expect(of('博世/W712-1.jpg', '曼牌/W712.jpg')).toEqual(['brand-differs', 'MANN W 712']);
  // The nearest one counts.
  expect(of('Bosch/Mann/W712.jpg', 'new/W712-1.jpg')).toEqual(['MANN W 712', 'MANN W 712']);
  // A brand that nobody knows, and whatever the files are called.
  expect(of('Acme/W712.jpg', 'Acme/W 712.png', 'MANN/W712.jpg')).toEqual([
    'name-twice',
    'name-twice',
    'MANN W 712',
  ]);
});

it('reads a number as that of the folder’s brand', () => {
  const parts = new Map([
    ['A1', [own('Ketto', 'A-1')]],
    ['A', [own('Lumo', 'A')]],
  ]);
  const of = (file: string) =>
    plannedImages([image(file)], parts).map(({ part, place }) => `${part?.partId} ${place}`);
  expect(of('A-1.jpg')).toEqual(['Ketto A-1 0']);
  expect(of('Lumo/A-1.jpg')).toEqual(['Lumo A 1']);
});

it('takes none of files with the same name for the same part, unless a folder says which', () => {
  expect(planned('a/WBKD.jpg', 'b/WBKD.jpg', 'b/WBKD.png')).toEqual([
    'name-twice',
    'name-twice',
    'Ketto WBKD 0',
  ]);
  expect(planned('a/WBKD.jpg', 'Ketto/WBKD.jpg')).toEqual(['name-twice', 'Ketto WBKD 0']);
  expect(planned('Ketto/a/WBKD.jpg', 'Ketto/b/WBKD.jpg')).toEqual(['name-twice', 'name-twice']);
});

it('brings pictures into their order, and leaves others where they are', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  let state = 7;
  const some = (): string[] => {
    const picked = names.map((name) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return { name, at: state, isIn: state % 3 > 0 };
    });
    return picked
      .filter(({ isIn }) => isIn)
      .sort((one, other) => one.at - other.at)
      .map(({ name }) => name);
  };
  for (let round = 0; round < 2_000; round += 1) {
    const [album, order] = [some(), some()];
    const now = [...album];
    for (const { name, position } of movesInto(order, album)) {
      now.splice(now.indexOf(name), 1);
      now.splice(position, 0, name);
    }
    expect(now.filter((name) => order.includes(name))).toEqual(order.filter((name) => album.includes(name)));
    for (const [at, name] of album.entries()) if (!order.includes(name)) expect(now[at]).toBe(name);
    expect(movesInto(order, now)).toEqual([]);
  }
});
