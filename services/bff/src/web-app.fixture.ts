/** A build’s page, with the places that it is filled in at. */
export const TEMPLATE =
  '<!doctype html><html lang="__LANG__"><head><title>__TITLE__</title><!--head-->' +
  '<script type="application/json" id="page-data">__PAGE_DATA__</script><script nonce="__NONCE__">1</script></head></html>';

/** Of a request for a page, as browsers send it. */
export const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
