export { readFileMapping } from '../file-mapping.ts';
export { readQualifierTable } from './read-qualifier-table.ts';
export { readVehicleTable } from './read-vehicle-table.ts';
