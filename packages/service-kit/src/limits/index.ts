export { type Allowance, type Allowances, allowances } from './allowances.ts';
export { limitedPlaceOf, placeOf } from './place-of-address.ts';
