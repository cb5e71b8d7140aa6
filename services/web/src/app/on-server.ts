/** Where the server writes a view as HTML: there is no window and nothing that a browser keeps. */
export const onServer = typeof document === 'undefined';
