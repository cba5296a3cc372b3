/** Where to go after sign-in: an address of our own, or the front page. Never another host, however it is spelt. */
export function safeNext(next: string | undefined): string {
  return next !== undefined &&
    /^\/(?![/\\])[^\s\\]*$/.test(next) &&
    !next.startsWith('/session') &&
    !next.startsWith('/sign-in')
    ? next
    : '/'
}
