export {
  type ApiClient,
  type ApiClientOptions,
  createApiClient,
  dataOf,
  type Transport,
} from './api-client.ts';
export { ApiProblem, type ProblemField } from './api-problem.ts';
export type { components, operations, paths } from './gen/api.ts';
export { LineInvalid, readLines } from './read-lines.ts';
