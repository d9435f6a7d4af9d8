/**
 * pdfmake is one object with its methods on the prototype. The published types call them named exports of the
 * package, and a compiled import of those would find nothing; a default import of this path finds the object.
 */
declare module 'pdfmake/js/index.js' {
  const pdfMake: typeof import('pdfmake');
  export = pdfMake;
}
