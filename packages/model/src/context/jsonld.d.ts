/** The part of jsonld 9 that the tests use; the package has no types of its own. */
declare module 'jsonld' {
  interface Options {
    readonly algorithm: string
    readonly format: string
    readonly safe: boolean
    readonly documentLoader: (url: string) => Promise<object>
  }
  const jsonld: { canonize(document: unknown, options: Options): Promise<string> }
  export default jsonld
}
