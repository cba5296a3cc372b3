/** `page` for people, `api` for programs: the two scopes every route is mounted in. */
export type Door = 'page' | 'api'

/** Methods that change nothing. */
export const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
