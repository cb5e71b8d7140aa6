export { simplified } from './simplified.ts';
