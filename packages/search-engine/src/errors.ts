import { DomainError } from '@qipei/kernel';

/** The index was built with another schema: remove it, open it anew and project the sources again. */
export class IndexSchemaChanged extends DomainError {
  constructor(index: string) {
    super({
      kind: 'conflict',
      code: 'index-schema-changed',
      message: 'The index was built with other fields or weights and has to be built again.',
      details: { index },
    });
  }
}

export class SearchEngineClosed extends DomainError {
  constructor() {
    super({ kind: 'unavailable', code: 'search-engine-closed', message: 'The search engine is closed.' });
  }
}
