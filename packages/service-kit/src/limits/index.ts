export { type Allowance, allowances } from './allowances.ts';
export { limitedPlaceOf, placeOf } from './place-of-address.ts';
