/** Where the server writes a view as HTML: there is no window, nothing that a browser keeps, and nobody who is signed in. */
export const onServer = typeof document === 'undefined';
